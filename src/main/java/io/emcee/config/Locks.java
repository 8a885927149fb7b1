package io.emcee.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a step waits for a lock; what is empty is left to the default.
 *
 * @param timeout of the first attempts, at least 1 ms
 * @param longest to which the timeout may be raised; not below {@code timeout} when both are given
 * @param budget for all attempts and the pauses between them
 */
public record Locks(Optional<Duration> timeout, Optional<Duration> longest, Optional<Duration> budget) {
    /** What holds without a word in the configuration. */
    public static final Locks DEFAULT = new Locks(Optional.empty(), Optional.empty(), Optional.empty());
}
