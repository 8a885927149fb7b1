/**
 * What was deleted, kept: a folder a run, with one compressed CSV file a table, which PostgreSQL's own COPY writes. Rows
 * are on the disk before their delete commits, so that no crash leaves a row in neither place; what is in both is told
 * apart. The only door to zstd.
 */
@NullMarked
package io.emcee.archive;

import org.jspecify.annotations.NullMarked;
