package io.emcee.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a long work treats a target's server; what is empty is left to the default.
 *
 * @param target how long a batch should take, 20 to 500 ms
 * @param limits of the signals, by their names
 * @param question SQL that answers a number; the limit of {@code question} judges it
 */
public record Throttle(Optional<Duration> target, Map<String, Limits> limits, Optional<String> question) {
    /** What holds without a word in the configuration. */
    public static final Throttle DEFAULT = new Throttle(Optional.empty(), Map.of(), Optional.empty());

    public Throttle {
        limits = Map.copyOf(limits);
    }

    /**
     * From where on a signal slows a work down, and from where it holds it: in ms, bytes or by count.
     *
     * @param slow empty for never
     * @param hold empty for never; not below {@code slow}
     */
    public record Limits(Optional<Long> slow, Optional<Long> hold) {}
}
