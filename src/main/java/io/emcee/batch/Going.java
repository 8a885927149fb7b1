package io.emcee.batch;

import java.util.Locale;

/** How a long work goes on. */
public enum Going {
    FREELY,
    /** Slowed down by a signal. */
    SLOWED,
    /** Waits for a signal. */
    HELD,
    /** Waits for the operator. */
    PAUSED;

    /** {@code held}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean waits() {
        return this == HELD || this == PAUSED;
    }

    static Going of(Control.Order order, Level level) {
        if (order == Control.Order.PAUSE) {
            return PAUSED;
        }
        return switch (level) {
            case GREEN -> FREELY;
            case SLOW -> SLOWED;
            case HOLD -> HELD;
        };
    }
}
