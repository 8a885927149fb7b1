/**
 * What each statement of a revision set would do to a service that is running: which locks it takes on what, whether it
 * reads or rewrites a table meanwhile, what is dangerous about that in its phase, and the safer form.
 *
 * <p>Nothing is run. The table of locks is {@link io.emcee.lint.Row}; what no rule of the grammar understands is said to
 * be so.
 */
@NullMarked
package io.emcee.lint;

import org.jspecify.annotations.NullMarked;
