package io.emcee.engine;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The operator's wish to stop a run. A data migration stops after its batch; the statement of another step is cancelled,
 * and what it did is rolled back. Thread-safe.
 */
public final class StopSignal {
    private boolean wanted;
    private Optional<Integer> backend = Optional.empty();
    private IntConsumer cancel = pid -> {};

    /** Asks the run to stop; returns at once. */
    public synchronized void request() {
        wanted = true;
        backend.ifPresent(cancel::accept);
    }

    public synchronized boolean wanted() {
        return wanted;
    }

    /** How a run cancels a backend's statement. */
    synchronized void cancelBy(IntConsumer canceller) {
        cancel = canceller;
    }

    /** A statement that may be cancelled runs in this backend from now on. */
    synchronized void running(int pid) {
        backend = Optional.of(pid);
    }

    /** Nothing is running that should be cancelled. */
    synchronized void idle() {
        backend = Optional.empty();
    }

    /**
     * Ends the run if that is wanted.
     *
     * @throws Stopped when it is
     */
    void check() {
        if (wanted()) {
            throw stopped();
        }
    }

    static Stopped stopped() {
        return new Stopped("Stopped before the end; what was done is kept. Run the same command again to go on.");
    }
}
