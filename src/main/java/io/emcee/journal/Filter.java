package io.emcee.journal;

import java.util.OptionalLong;

/**
 * Which entries to read.
 *
 * @param run of this run only
 * @param text those that have it in their kind, facts or author, in any case; empty for all
 */
public record Filter(OptionalLong run, String text) {
    public static final Filter ALL = new Filter(OptionalLong.empty(), "");

    public static Filter run(long run) {
        return new Filter(OptionalLong.of(run), "");
    }

    public static Filter text(String text) {
        return new Filter(OptionalLong.empty(), text);
    }
}
