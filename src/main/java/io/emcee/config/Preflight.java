package io.emcee.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a target makes of what is found before a phase; what is empty is left to the default.
 *
 * @param modes {@code require}, {@code warn} or {@code off}, by the check's name
 * @param transaction how old a transaction may be
 * @param retained bytes of WAL that a replication slot may keep
 * @param lag bytes by which a standby may be behind
 * @param disk bytes that the builds of indexes may need
 */
public record Preflight(
        Map<String, String> modes,
        Optional<Duration> transaction,
        Optional<Long> retained,
        Optional<Long> lag,
        Optional<Long> disk) {
    /** What holds without a word in the configuration. */
    public static final Preflight DEFAULT =
            new Preflight(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Preflight {
        modes = Map.copyOf(modes);
    }
}
