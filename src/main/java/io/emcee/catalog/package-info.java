/**
 * What a PostgreSQL says about itself: its version and role, tables with sizes and soft-deleted rows, foreign keys, who
 * holds a lock. Reads {@code pg_catalog} only, with any role, and never waits behind a table's lock for it.
 */
@NullMarked
package io.emcee.catalog;

import org.jspecify.annotations.NullMarked;
