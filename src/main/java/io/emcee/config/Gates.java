package io.emcee.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a target wants to be sure of before a phase that cannot simply be undone; what is empty is left to the default.
 *
 * @param drain {@code require}, {@code warn} or {@code off}: whether old clients must be gone before a contract
 * @param quiet for how long none must have been seen
 * @param oldClients a regular expression that finds the names of their sessions
 * @param backup {@code require}, {@code warn} or {@code off}: whether there must be a backup before an expand
 * @param age how old it may be
 * @param command what makes one: a program and its arguments; empty for none
 * @param path of what the command makes
 */
public record Gates(
        Optional<String> drain,
        Optional<Duration> quiet,
        Optional<String> oldClients,
        Optional<String> backup,
        Optional<Duration> age,
        List<String> command,
        Optional<Path> path) {
    /** What holds without a word in the configuration. */
    public static final Gates DEFAULT = new Gates(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    public Gates {
        command = List.copyOf(command);
    }
}
