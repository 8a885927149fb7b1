package io.emcee.engine;

import java.util.Locale;

/** What somebody may want to hear of without watching a run. */
public enum Moment {
    /** The first step of a phase begins. */
    PHASE_START,
    /** The last step of a phase is done. */
    PHASE_END,
    /** A run ended early: a failure, a stop, a refusal by other than a gate. */
    FAILURE,
    /** A gate is closed: it has refused, or a walk waits before it. */
    GATE;

    /** As in the configuration: {@code phase_start}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
