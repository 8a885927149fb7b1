/** The bounded loop behind every long work: one batch after the other, each by itself complete, with a way to stop. */
@NullMarked
package io.emcee.batch;

import org.jspecify.annotations.NullMarked;
