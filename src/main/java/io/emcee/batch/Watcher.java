package io.emcee.batch;

import java.time.Duration;

/** Is told how a long work goes, on its thread and never inside a transaction. What it throws ends the work. */
public interface Watcher {
    /**
     * A batch is committed.
     *
     * @param size rows it was to walk over
     */
    void batch(BatchResult result, int size, Duration took);

    /** Before the first batch, whenever the signals were asked afresh or it goes on in another way, and while it waits. */
    default void going(Going how, Lamps lamps) {}
}
