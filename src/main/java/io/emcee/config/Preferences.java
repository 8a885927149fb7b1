package io.emcee.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How emcee looks and paces itself.
 *
 * @param theme its name; empty for the default
 * @param themes a folder of the operator's own themes
 * @param colours {@code none}, {@code 16}, {@code 256} or {@code true}; empty for what the terminal offers
 * @param escapeDelay how long the characters after Escape belong to it
 * @param batchRows how many rows a backfill changes in one transaction
 * @param screenTimeout the time limit of a statement that a screen waits for
 * @param countTimeout the time limit of an exact count; zero for none
 * @param programs a folder with PostgreSQL's programs; empty for those that are found
 */
public record Preferences(
        Optional<String> theme,
        Optional<Path> themes,
        Optional<String> colours,
        Duration escapeDelay,
        int batchRows,
        Duration screenTimeout,
        Duration countTimeout,
        Optional<Path> programs) {
    /** What holds without a configuration. */
    public static final Preferences DEFAULT = new Preferences(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMillis(50),
            1_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Optional.empty());
}
