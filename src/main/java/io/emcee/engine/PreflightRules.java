package io.emcee.engine;

import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a target makes of what is found before a phase.
 *
 * @param modes of the subjects that are not left to the default
 * @param transaction how old a transaction may be
 * @param retained bytes of WAL that a replication slot may keep
 * @param lag bytes by which a standby may be behind
 * @param disk bytes that the builds of indexes may need
 */
public record PreflightRules(Map<Subject, Mode> modes, Duration transaction, long retained, long lag, long disk) {
    private static final long MEGABYTE = 1 << 20;

    /** Stops only where a run would fail in any case. */
    public static final PreflightRules DEFAULT =
            new PreflightRules(Map.of(), Duration.ofSeconds(5), 1024 * MEGABYTE, 64 * MEGABYTE, 1024 * MEGABYTE);

    /** What becomes of a finding. */
    public enum Mode {
        /** It stops the phase. */
        REQUIRE,
        /** It is said. */
        WARN,
        /** Nobody looks. */
        OFF
    }

    public PreflightRules {
        modes = modes.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(modes));
    }

    /** The mode of a subject; always {@link Mode#REQUIRE} for one that nobody may overrule. */
    Mode mode(Subject subject) {
        return subject.overrulable() ? modes.getOrDefault(subject, otherwise(subject)) : Mode.REQUIRE;
    }

    private static Mode otherwise(Subject subject) {
        return subject == Subject.RIGHTS || subject == Subject.CONNECTIONS ? Mode.REQUIRE : Mode.WARN;
    }

    /** What a finding on a subject is. */
    State found(Subject subject) {
        return mode(subject) == Mode.REQUIRE ? State.RED : State.YELLOW;
    }
}
