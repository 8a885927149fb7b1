package io.emcee.cli;

/** How a run learns that it should stop: Ctrl-C, SIGTERM, or a test. */
public interface Interrupts {
    /**
     * Does some work, which throws what it throws; while it lasts {@code stop} is called when the user wants it to end,
     * from another thread and perhaps more than once.
     */
    void during(Runnable work, Runnable stop);
}
