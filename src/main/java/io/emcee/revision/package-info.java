/**
 * The model of an Expand-Migrate-Contract upgrade: revisions, the graph they form, the version a database is at and
 * the stage that comes next. Pure: nothing here reads a file or asks a database.
 */
@NullMarked
package io.emcee.revision;

import org.jspecify.annotations.NullMarked;
