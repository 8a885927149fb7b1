/**
 * Removes rows that the service has marked as deleted, whole trees of them: what is a candidate, what hinders it, what is
 * held back, and the batches that delete. Looking ({@link io.emcee.purge.Review}, {@link io.emcee.purge.PurgePlanner})
 * needs a role that may only read.
 */
@NullMarked
package io.emcee.purge;

import org.jspecify.annotations.NullMarked;
