package io.emcee.engine;

import io.emcee.batch.Tuning;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What the operator wants of a run while it goes on. A data migration stops, or waits, after its batch; the statement of
 * another step is cancelled by a stop, and what it did is rolled back, while a hold lets it end. Thread-safe.
 */
public final class StopSignal {
    private static final Duration REPEAT = Duration.ofMillis(100);

    private static final Duration BEAT = Duration.ofMillis(50);

    private final CountDownLatch asked = new CountDownLatch(1);
    private Optional<Integer> backend = Optional.empty();
    private IntConsumer cancel = pid -> {};
    private volatile boolean held;
    private volatile Optional<Tuning> tuning = Optional.empty();
    private volatile boolean rests;

    /** Asks the run to stop; returns at once. */
    public void request() {
        asked.countDown();
        Thread canceller = new Thread(this::cancelUntilIdle, "emcee stop");
        canceller.setDaemon(true);
        canceller.start();
    }

    public boolean wanted() {
        return asked.getCount() == 0;
    }

    /** Whether the run should wait where it holds no lock and no transaction is open: between batches and steps. */
    public void hold(boolean wanted) {
        held = wanted;
    }

    public boolean held() {
        return held;
    }

    /** From its next batch on a data migration goes on like this. */
    public void tune(Tuning wanted) {
        tuning = Optional.of(wanted);
    }

    /** What the operator has changed; empty for what the target says, see {@link Engine#tuning()}. */
    public Optional<Tuning> tuning() {
        return tuning;
    }

    /** Whether the run waits now because it is held. */
    boolean rests() {
        return rests;
    }

    /** The run has come to a place where it waits, or goes on from there. */
    void rests(boolean waits) {
        rests = waits;
    }

    /** Waits for as long as the run is held and should not stop; answers whether it has waited. */
    boolean rest() {
        if (!held || wanted()) {
            return false;
        }
        rests = true;
        try {
            while (held && !asked.await(BEAT.toNanos(), TimeUnit.NANOSECONDS)) {
                // Still held.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped();
        } finally {
            rests = false;
        }
        return true;
    }

    /** A cancel that arrives between two statements has no effect, hence again. */
    private void cancelUntilIdle() {
        try {
            while (cancel()) {
                Thread.sleep(REPEAT.toMillis());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was something to cancel. */
    private synchronized boolean cancel() {
        backend.ifPresent(cancel::accept);
        return backend.isPresent();
    }

    /** How a run cancels a backend's statement. */
    public synchronized void cancelBy(IntConsumer canceller) {
        cancel = canceller;
    }

    /**
     * A statement that may be cancelled runs in this backend from now on.
     *
     * @throws Stopped when the run should stop already
     */
    public synchronized void running(int pid) {
        check();
        backend = Optional.of(pid);
    }

    /** Nothing is running that should be cancelled. */
    public synchronized void idle() {
        backend = Optional.empty();
    }

    /**
     * Ends the run if that is wanted.
     *
     * @throws Stopped when it is
     */
    public void check() {
        if (wanted()) {
            throw stopped();
        }
    }

    /**
     * Lets time pass, but for no longer than the run goes on.
     *
     * @throws Stopped when it should stop
     */
    void pause(Duration time) {
        if (awaited(time)) {
            throw stopped();
        }
    }

    /** Lets time pass; true as soon as the run should stop. */
    boolean awaited(Duration time) {
        try {
            return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            request();
            return true;
        }
    }

    static Stopped stopped() {
        return new Stopped("Stopped before the end; what was done is kept. Run the same command again to go on.");
    }
}
