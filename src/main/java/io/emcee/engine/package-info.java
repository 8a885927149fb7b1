/**
 * Plans and runs the phases: which steps, behind which gates, under one lock. The only door to Flyway, which applies
 * the transactional parts and keeps the four histories.
 *
 * <p>Looking ({@link io.emcee.engine.Engine#inspect} and {@link io.emcee.engine.Engine#plan}) writes nothing and takes
 * no lock; only {@link io.emcee.engine.Engine#run} and {@link io.emcee.engine.Engine#release} do.
 */
@NullMarked
package io.emcee.engine;

import org.jspecify.annotations.NullMarked;
