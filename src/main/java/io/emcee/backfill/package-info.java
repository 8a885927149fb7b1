/**
 * Data migrations in batches: the rows of one table are walked along a key, each batch commits its rows together with
 * its checkpoint, and a later run goes on where the last one ended, however that one ended.
 */
@NullMarked
package io.emcee.backfill;

import org.jspecify.annotations.NullMarked;
