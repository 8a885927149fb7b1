package io.emcee.tui.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs effects beside the loop, on threads that do not keep the process alive. */
final class Workers<M> implements AutoCloseable {
    private final Consumer<Message<M>> send;
    private final Consumer<Throwable> failed;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);

    Workers(Consumer<Message<M>> send, Consumer<Throwable> failed) {
        this.send = send;
        this.failed = failed;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "effect-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** What is still waiting when this is closed never runs. */
    void begin(Effect<M> effect) {
        Executor executor = effect.delay().isZero() ? threads : later(effect);
        executor.execute(() -> run(effect));
    }

    private Executor later(Effect<M> effect) {
        return CompletableFuture.delayedExecutor(effect.delay().toNanos(), TimeUnit.NANOSECONDS, threads);
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
        threads.shutdownNow();
    }
}
