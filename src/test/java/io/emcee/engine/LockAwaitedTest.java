package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.catalog.Obstacle;
import io.emcee.json.Json;
import io.emcee.script.RevisionSets;
import io.emcee.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator and a program read of a wait for a lock. */
public class LockAwaitedTest {
    private static final Blocker READER = new Blocker(
            4711,
            Optional.of(Instant.parse("2026-11-20T22:04:05Z")),
            Optional.of("glance"),
            Optional.of("nova-api"),
            Optional.of("10.0.0.5"),
            Optional.of("idle in transaction"),
            Optional.of(Duration.ofSeconds(200)),
            Optional.of("SELECT 1"),
            Optional.empty());
    private static final Blocker HIDDEN = new Blocker(
            12,
            Optional.empty(),
            Optional.of("a\u001bb"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Obstacle.HIDDEN));
    private static final Optional<Duration> PAUSE = Optional.of(Duration.ofSeconds(2));

    @Test
    void sentenceNamesTheOldestBlockerTheAttemptAndTheNext() {
        assertEquals(
                "Waiting for a lock behind pid 4711 (role \"glance\", nova-api, from 10.0.0.5, idle in transaction for 3 min):"
                        + " attempt 3, next in 2.0 s",
                event(false, new Blockers(List.of(READER), List.of())).sentence());
        assertEquals(
                "In a deadlock behind pid 12 (role \"a?b\", what it does your role may not see) and 1 more:"
                        + " attempt 3, 2 sessions waited behind it, next in 2.0 s",
                event(true, new Blockers(List.of(HIDDEN, READER), List.of(READER, READER)))
                        .sentence());
        assertEquals(
                "Waiting for a lock: attempt 3, next in 2.0 s",
                event(Optional.empty(), PAUSE).sentence());
        assertEquals(
                "Waiting for a lock: attempt 3, the last",
                event(Optional.empty(), Optional.empty()).sentence());
    }

    @Test
    void waitThatGoesOnIsSaidInASentenceToo() {
        assertEquals(
                "Waiting for a lock behind pid 4711 (role \"glance\", nova-api, from 10.0.0.5, idle in transaction for 3"
                        + " min), for 4.0 s",
                waiting(0).sentence());
        assertEquals("Waiting for a lock, for 4.0 s", waiting(0).summary());
    }

    @Test
    void preparedTransactionHasNoSession() {
        Blocker prepared = new Blocker(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Obstacle.PREPARED));
        assertEquals("a prepared transaction", prepared.toString());
    }

    @Test
    void factsHoldEverySession() {
        assertEquals(
                "{\"revision\":\"ocata_expand01\",\"phase\":\"expand\",\"part\":1,\"parts\":"
                        + step().script().parts().size()
                        + ",\"attempt\":3,\"timeout_ms\":100,\"waited_ms\":4000,\"deadlock\":false,"
                        + "\"blockers\":[{\"pid\":4711,\"started\":\"2026-11-20T22:04:05Z\",\"role\":\"glance\",\"application\":\"nova-api\","
                        + "\"client\":\"10.0.0.5\",\"state\":\"idle in transaction\",\"transaction_ms\":200000,"
                        + "\"query\":\"SELECT 1\",\"visible\":true,\"obstacle\":null}],\"victims\":[{\"pid\":12,\"started\":null,\"role\":\"a\\u001Bb\","
                        + "\"application\":null,\"client\":null,\"state\":null,\"transaction_ms\":null,\"query\":null,"
                        + "\"visible\":false,\"obstacle\":\"hidden\"}],\"next_ms\":2000}",
                Json.line(event(false, new Blockers(List.of(READER), List.of(HIDDEN)))
                        .facts()));
    }

    /** An attempt that waits behind {@code nova-api} and a session that cannot be seen, with some victims. */
    public static Event.LockAwaited event(int victims) {
        return event(false, new Blockers(List.of(READER, HIDDEN), Collections.nCopies(victims, READER)));
    }

    /** An attempt of which nobody was seen. */
    public static Event.LockAwaited unseen() {
        return event(Optional.empty(), PAUSE);
    }

    /** An attempt that waits at this moment, for as long as it takes, behind a session that can be seen. */
    public static Event.LockWaiting waiting(int victims) {
        return new Event.LockWaiting(
                step(),
                1,
                Duration.ZERO,
                Duration.ofSeconds(4),
                Optional.of(new Blockers(List.of(READER), Collections.nCopies(victims, READER))));
    }

    private static Event.LockAwaited event(boolean deadlock, Blockers seen) {
        return new Event.LockAwaited(
                step(), 3, Duration.ofMillis(100), Duration.ofSeconds(4), deadlock, Optional.of(seen), PAUSE);
    }

    private static Event.LockAwaited event(Optional<Blockers> seen, Optional<Duration> next) {
        return new Event.LockAwaited(step(), 3, Duration.ofMillis(100), Duration.ofSeconds(4), false, seen, next);
    }

    private static Step step() {
        Script script = RevisionSets.load("glance").scripts().values().stream()
                .filter(candidate -> candidate.id().text().equals("ocata_expand01"))
                .findFirst()
                .orElseThrow();
        return new Step(script, script.parts().get(0), Step.Kind.TRANSACTION, true);
    }
}
