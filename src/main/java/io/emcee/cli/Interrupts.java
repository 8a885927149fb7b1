package io.emcee.cli;

/** How a run learns that it should stop: Ctrl-C, SIGTERM, or a test. */
public interface Interrupts {
    /**
     * Does some work, which throws what it throws; while it lasts {@code stop} is called when the user wants it to end,
     * from another thread and perhaps more than once.
     */
    void during(Runnable work, Runnable stop);

    /**
     * As the other, for work that looks at what goes on elsewhere.
     *
     * @param leave called in place of {@code stop} when the user only goes away
     */
    default void during(Runnable work, Runnable stop, Runnable leave) {
        during(work, leave);
    }
}
