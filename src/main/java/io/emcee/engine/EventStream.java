package io.emcee.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Tells a listener what happens in a run: one event after the other, in their order, on a thread of its own. So whoever
 * watches a run may tell of it too, and a listener that is slow never keeps a transaction open. {@link #post} is for
 * every thread, the other methods are for the thread of the run.
 */
final class EventStream implements AutoCloseable {
    private final Consumer<Event> listener;
    private final Phases phases;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(EventStream::daemon);
    private Optional<Throwable> thrown = Optional.empty();
    private int number;
    private Optional<Step> last = Optional.empty();

    EventStream(Consumer<Event> listener, Phases phases) {
        this.listener = listener;
        this.phases = phases;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "emcee events");
        thread.setDaemon(true);
        return thread;
    }

    /** @param target the version asked for, or the set's name for all of it */
    void begun(String target) {
        tell(phases.begin(target));
    }

    /** Told once, however often the step is tried. */
    void started(Step step) {
        if (last.filter(step::equals).isEmpty()) {
            last = Optional.of(step);
            number++;
            phases.before(number).ifPresent(this::tell);
            tell(new Event.StepStarted(step, number, phases.count()));
        }
    }

    void statement(String sql, Duration took) {
        post(new Event.StatementDone(sql, took));
    }

    void done(Step step, long rows, Duration took) {
        tell(new Event.StepDone(step, rows, took));
        phases.after(number, rows).ifPresent(this::tell);
    }

    /** As {@link #done}, for a step that is followed by another, whose start is waited for in any case. */
    void passed(Step step, Duration took) {
        post(new Event.StepDone(step, 0, took));
    }

    /** Passes an event on, and returns when the listener has returned: not for where a lock is held. Throws what it threw. */
    void tell(Event event) {
        post(event);
        settled().ifPresent(EventStream::rethrow);
    }

    /**
     * Passes an event on, and returns at once. What the listener throws comes out of the next {@link #tell}; who comes
     * when the run is over is not heard.
     */
    void post(Event event) {
        try {
            thread.execute(() -> deliver(event));
        } catch (RejectedExecutionException late) {
            // The stream is closed.
        }
    }

    /** A listener that has thrown hears no more. */
    private void deliver(Event event) {
        if (thrown.isEmpty()) {
            try {
                listener.accept(event);
            } catch (RuntimeException | Error failed) {
                thrown = Optional.of(failed);
            }
        }
    }

    /** What the listener threw, once it has heard everything. */
    private Optional<Throwable> settled() {
        return CompletableFuture.supplyAsync(() -> thrown, thread).join();
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof RuntimeException failed) {
            throw failed;
        }
        throw (Error) thrown;
    }

    /** Returns when the listener has heard everything. What it throws now is too late to end the run. */
    @Override
    public void close() {
        settled();
        thread.shutdown();
    }
}
