package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Waits for what happens at the same time as a run. */
public final class Soon {
    private Soon() {}

    /** Returns when a query answers true; fails after 20 s. */
    public static void isTrue(TestDatabase database, String query) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!database.value(query).equals("t")) {
            assertTrue(Instant.now().isBefore(end), query);
            Thread.onSpinWait();
        }
    }

    /** Runs something in a thread of its own. */
    public static CompletableFuture<Void> run(Runnable something) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                something.run();
                result.complete(null);
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
