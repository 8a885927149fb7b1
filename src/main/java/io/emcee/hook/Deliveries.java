package io.emcee.hook;

import io.emcee.engine.HookFailed;
import io.emcee.engine.Moment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What one hook is told, message after message on a thread of its own, which ends with the process. A message that would
 * wait behind too many is dropped. That the hook fails is said once, and again only after it has worked.
 */
final class Deliveries {
    /** More would be of no use to anybody when they arrive. */
    static final int LONGEST = 64;

    private final Hook hook;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Deliveries::daemon);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private boolean failing;

    Deliveries(Hook hook) {
        this.hook = hook;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "emcee hook");
        thread.setDaemon(true);
        return thread;
    }

    Hook hook() {
        return hook;
    }

    /** Returns at once. */
    synchronized void add(Moment moment, String body, Consumer<HookFailed> failed) {
        if (waiting.get() >= LONGEST) {
            dropped.incrementAndGet();
            return;
        }
        waiting.incrementAndGet();
        last = CompletableFuture.runAsync(() -> deliver(moment, body, failed), thread);
    }

    /** Done when all that was added until now is delivered, or has failed. */
    synchronized CompletableFuture<Void> settled() {
        return last;
    }

    private void deliver(Moment moment, String body, Consumer<HookFailed> failed) {
        Optional<String> trouble = send(body);
        waiting.decrementAndGet();
        int lost = dropped.getAndSet(0);
        boolean said = failing;
        failing = trouble.isPresent() || lost > 0;
        if (failing && !said) {
            String why = trouble.orElse("it is too slow, and missed " + lost);
            failed.accept(new HookFailed(OptionalLong.empty(), hook.name(), moment, sentence(moment, why)));
        }
    }

    private Optional<String> send(String body) {
        try {
            return hook.channel().send(body);
        } catch (RuntimeException unexpected) {
            return Optional.of("it failed (" + unexpected.getClass().getSimpleName() + ")");
        }
    }

    private String sentence(Moment moment, String why) {
        return "The hook " + hook + " was not told of " + moment.word() + ": " + why
                + ". Nothing waits for it; it is said again only after it has worked.";
    }
}
