package io.emcee.tui.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs effects beside the loop, on threads that do not keep the process alive. */
final class Workers<M> implements AutoCloseable {
    private final Consumer<Message<M>> send;
    private final Consumer<Throwable> failed;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(this::thread);

    Workers(Consumer<Message<M>> send, Consumer<Throwable> failed) {
        this.send = send;
        this.failed = failed;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "effect-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    void begin(Effect<M> effect) {
        try {
            if (effect.delay().isZero()) {
                threads.execute(() -> run(effect));
            } else {
                clock.schedule(
                        () -> threads.execute(() -> run(effect)), effect.delay().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    private void run(Effect<M> effect) {
        try {
            effect.run(send);
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /** Interrupts what still runs; does not wait for it. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
