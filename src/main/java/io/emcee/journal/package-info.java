/**
 * The append-only record of what was done to a database: who, what, when, and what came of it. Each entry is chained by
 * hash to the one before, so that a change to any of them is found.
 */
@NullMarked
package io.emcee.journal;

import org.jspecify.annotations.NullMarked;
