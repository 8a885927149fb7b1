package io.emcee.run;

import java.util.Locale;

/** How a run is at this moment; worked out whenever somebody asks, and kept nowhere. */
public enum RunState {
    RUNNING(true),
    /** Asked to pause, and still in a batch or a statement. */
    PAUSING(true),
    PAUSED(true),
    STOPPING(true),
    /** Its process is gone without a word; it can be resumed. */
    INTERRUPTED(false),
    DONE(false),
    FAILED(false),
    STOPPED(false),
    REFUSED(false);

    private final boolean going;

    RunState(boolean going) {
        this.going = going;
    }

    /** Whether it has not ended. */
    public boolean going() {
        return going;
    }

    /** {@code interrupted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState going(Wanted wanted, boolean rests) {
        return switch (wanted) {
            case RUN -> RUNNING;
            case PAUSE -> rests ? PAUSED : PAUSING;
            case STOP -> STOPPING;
        };
    }
}
