package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.batch.Going;
import io.emcee.batch.Limit;
import io.emcee.batch.Signal;
import io.emcee.batch.Tuning;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Signals of the server slow a data migration down, hold it, and let it go. */
@ExtendWith(Postgres.class)
class ThrottleIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void pausedStandbyHoldsTheRunAndReleasesIt(@TempDir(factory = MemoryFolder.class) Path servers) throws Exception {
        try (StandbyPair pair = StandbyPair.start(servers)) {
            Engines own = things(Engines.of(pair.access(), set(), Optional.empty()));
            pair.primary("INSERT INTO things SELECT generate_series(1, 3000)");
            pair.standby("SELECT pg_wal_replay_pause()");
            pair.primary("CREATE TABLE more AS SELECT repeat('x', 1000) FROM generate_series(1, 3000)");
            StopSignal stop = new StopSignal();
            stop.tune(Tuning.DEFAULT.with(Signal.REPLAY_BYTES, hold(1 << 20)));
            CompletableFuture<Void> run = Soon.run(() -> own.run(own.plan(Operation.MIGRATE), stop));
            Event.Throttled held = await(own, run, Going.HELD);
            assertTrue(held.sentence().startsWith("Held: standby \"follower\" "), held::sentence);
            assertEquals("0", pair.value("SELECT sum(hits) FROM things"));
            assertEquals(
                    "0",
                    pair.value(
                            "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'things'"));
            pair.standby("SELECT pg_wal_replay_resume()");
            run.get(20, TimeUnit.SECONDS);
            assertEquals("3000", pair.value("SELECT sum(hits) FROM things"));
        }
    }

    @Test
    void questionThatFailsHoldsTheRunUntilItIsChanged(TestDatabase database) throws Exception {
        database.execute("CREATE SEQUENCE writes");
        String sentence = held(database, "SELECT nextval('writes')");
        assertTrue(
                sentence.startsWith(
                        "Held: the operator's question failed: ERROR: cannot execute nextval() in a read-only"),
                sentence);
    }

    @Test
    void questionThatHangsHoldsTheRunUntilItIsChanged(TestDatabase database) throws Exception {
        String sentence = held(database, "SELECT 1 FROM pg_sleep(60);");
        assertTrue(
                sentence.startsWith("Held: the operator's question has not answered within a second (question ?"),
                sentence);
    }

    @Test
    void questionWithoutAnAnswerHoldsTheRun(TestDatabase database) throws Exception {
        assertTrue(held(database, "SELECT 1 WHERE false").startsWith("Held: the operator's question has no answer"));
    }

    @Test
    void answerAboveTheFirstLimitSlowsTheRunDown(TestDatabase database) {
        Engines own = own(database);
        StopSignal stop = new StopSignal();
        stop.tune(Tuning.DEFAULT.asking(Optional.of("SELECT 6")).with(Signal.QUESTION, Limit.of(5, 20)));
        own.run(own.plan(Operation.MIGRATE), stop);
        assertEquals("3000", database.value("SELECT sum(hits) FROM things"));
        Event.Throttled slowed = own.events().stream()
                .flatMap(event -> event instanceof Event.Throttled throttled ? Optional.of(throttled).stream() : null)
                .findFirst()
                .orElseThrow();
        assertEquals(Going.SLOWED, slowed.how());
        assertEquals(
                "Slowed down: the answer to the operator's question (question 6, limit 5 / 20)", slowed.sentence());
    }

    @Test
    void heldRunCanBeStopped(TestDatabase database) throws Exception {
        Engines own = own(database);
        StopSignal stop = new StopSignal();
        stop.tune(Tuning.DEFAULT.asking(Optional.of("SELECT 'x'")));
        CompletableFuture<Void> run = Soon.run(() -> own.run(own.plan(Operation.MIGRATE), stop));
        await(own, run, Going.HELD);
        stop.request();
        Throwable ended = assertThrows(ExecutionException.class, () -> run.get(20, TimeUnit.SECONDS))
                .getCause();
        assertEquals(Stopped.class, ended.getClass());
        Soon.isTrue(
                database,
                "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Runs until the question holds the run, and then without it to the end; what was said. */
    private String held(TestDatabase database, String question) throws Exception {
        Engines own = own(database);
        StopSignal stop = new StopSignal();
        stop.tune(Tuning.DEFAULT.asking(Optional.of(question)));
        CompletableFuture<Void> run = Soon.run(() -> own.run(own.plan(Operation.MIGRATE), stop));
        Event.Throttled held = await(own, run, Going.HELD);
        assertEquals("0", database.value("SELECT sum(hits) FROM things"));
        stop.tune(Tuning.DEFAULT);
        run.get(20, TimeUnit.SECONDS);
        assertEquals("3000", database.value("SELECT sum(hits) FROM things"));
        return held.sentence();
    }

    private static Event.Throttled await(Engines own, CompletableFuture<Void> run, Going how) throws Exception {
        while (true) {
            for (Event event : own.events()) {
                if (event instanceof Event.Throttled throttled && throttled.how() == how) {
                    return throttled;
                }
            }
            if (run.isDone()) {
                run.get();
                throw new AssertionError("the run has ended without being " + how);
            }
            Thread.onSpinWait();
        }
    }

    private static Limit hold(long value) {
        return new Limit(OptionalLong.empty(), OptionalLong.of(value));
    }

    private Engines own(TestDatabase database) {
        Engines own = things(Engines.of(database, set()));
        database.execute("INSERT INTO things SELECT generate_series(1, 3000)");
        return own;
    }

    private io.emcee.script.RevisionSet set() {
        return new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE);
    }

    private static Engines things(Engines engines) {
        return engines.run(Operation.EXPAND);
    }
}
