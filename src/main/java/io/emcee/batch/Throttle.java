package io.emcee.batch;

/** Looks at the server on behalf of a long work. */
@FunctionalInterface
public interface Throttle {
    /** Watches nothing. */
    Throttle NONE = tuning -> Lamps.NONE;

    /**
     * The signals as they are now, or were within the last second. Asked before each batch, and while the work waits;
     * must return at once.
     */
    Lamps ask(Tuning tuning);
}
