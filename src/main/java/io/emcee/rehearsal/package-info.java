/**
 * Runs a plan against a copy of the target that has its structure and none of its rows, and measures each statement:
 * its locks, what it rewrites and reads, beside what the linter says of it.
 *
 * <p>The target is only read. The copy is a database of its own, on the target's server or on an embedded one, and is
 * removed whatever happens; one that a killed process left is removed by the next rehearsal.
 */
@NullMarked
package io.emcee.rehearsal;

import org.jspecify.annotations.NullMarked;
