package io.emcee.engine;

import io.emcee.engine.PreflightRules.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a target wants to be sure of before a phase that cannot simply be undone.
 *
 * @param drain whether the clients of the release before must be gone before a contract; empty where nobody has said
 * @param backup whether there must be a backup before an expand; empty where nobody has said
 * @param production whether mistakes are dear: then both are wanted where nobody has said
 * @param quiet for how long no old client must have been seen
 * @param old a regular expression that finds the names of old clients' sessions; empty where nobody has said how they name themselves
 * @param age how old a backup may be
 */
public record GateRules(
        Optional<Mode> drain,
        Optional<Mode> backup,
        boolean production,
        Duration quiet,
        Optional<String> old,
        Duration age) {
    /** What holds without a word in the configuration. */
    public static final GateRules DEFAULT = new GateRules(
            Optional.empty(), Optional.empty(), false, Duration.ofMinutes(15), Optional.empty(), Duration.ofHours(24));

    /** Of a database that can be made anew: what is found is only said. */
    public static final GateRules WARNING = new GateRules(
            Optional.of(Mode.WARN), Optional.of(Mode.WARN), false, DEFAULT.quiet(), DEFAULT.old(), DEFAULT.age());

    /**
     * What becomes of old clients that are seen before a contract.
     *
     * @param walk whether an operator goes step by step and can answer; a script is only warned
     */
    public Mode drain(boolean walk) {
        return drain.orElse(otherwise(walk));
    }

    /**
     * What becomes of a backup that is missing before an expand.
     *
     * @param walk as of {@link #drain(boolean)}
     */
    public Mode backup(boolean walk) {
        return backup.orElse(otherwise(walk));
    }

    private Mode otherwise(boolean walk) {
        return production || walk ? Mode.REQUIRE : Mode.WARN;
    }
}
