package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The operator stops a run, and goes on later. */
@ExtendWith(Postgres.class)
class StopIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void dataMigrationStopsBetweenTwoBatches(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 5500)");
        StopSignal stop = new StopSignal();
        Plan plan = own.plan(Operation.MIGRATE);
        Stopped stopped = assertThrows(
                Stopped.class,
                () -> own.engine()
                        .run(
                                plan,
                                event -> {
                                    if (event instanceof Event.BatchDone batch && batch.rows() == 3000) {
                                        stop.request();
                                    }
                                },
                                stop));
        assertEquals(8, stopped.exitCode());
        assertEquals(
                "Stopped before the end; what was done is kept. Run the same command again to go on.",
                stopped.getMessage());
        assertEquals(
                "3000|3000|5500",
                database.rows("SELECT rows_done, (SELECT sum(hits) FROM things), rows_total FROM emcee.checkpoint")
                        .get(0));
        own.run(Operation.MIGRATE);
        assertEquals(
                "5500|1",
                database.rows("SELECT sum(hits), max(hits) FROM things").get(0));
    }

    /** As when the process was killed in the very moment in which the server took its commit. */
    @Test
    void batchThatTheServerIsStillCommittingIsCountedAndNotRepeated(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 3000)");
        StopSignal stop = new StopSignal();
        Plan plan = own.plan(Operation.MIGRATE);
        assertThrows(
                Stopped.class,
                () -> own.engine()
                        .run(
                                plan,
                                event -> {
                                    if (event instanceof Event.BatchDone batch && batch.rows() == 1000) {
                                        stop.request();
                                    }
                                },
                                stop));
        try (Holder orphan =
                Holder.of(database, "UPDATE things SET done = 1, hits = hits + 1 WHERE id BETWEEN 1001 AND 2000")) {
            orphan.execute("UPDATE emcee.checkpoint SET rows_done = 2000, last_key = '{2000}'");
            var run = Soon.run(() -> own.run(Operation.MIGRATE));
            Soon.isTrue(database, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted");
            orphan.commit();
            run.get(10, TimeUnit.SECONDS);
        }
        assertEquals(
                "3000|1|1|3000",
                database.rows(
                                "SELECT sum(hits), min(hits), max(hits), (SELECT rows_done FROM emcee.checkpoint) FROM things")
                        .get(0));
    }

    @Test
    void statementThatWaitsOrWorksIsCancelledAndRolledBack(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.with("lock_timeout: 60s", OwnSet.GROW))
                .run(Operation.EXPAND, "start");
        StopSignal stop = new StopSignal();
        try (Holder client = Holder.of(database, "SELECT FROM things")) {
            Plan plan = own.plan(Operation.EXPAND);
            var run = Soon.run(() -> own.run(plan, stop));
            Soon.isTrue(
                    database, "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'");
            stop.request();
            Throwable failed = assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                    .getCause();
            assertEquals(Stopped.class, failed.getClass(), failed.getMessage());
            client.end();
        }
        assertEquals("start", own.version());
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void indexBuildIsCancelledAndMadeAgain(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        OwnSet.START,
                        OwnSet.expand("grow", "start", "CREATE INDEX CONCURRENTLY things_state ON things (state)"))
                .run(Operation.EXPAND, "start");
        StopSignal stop = new StopSignal();
        try (Holder client = Holder.of(database, "SELECT FROM things")) {
            Plan plan = own.plan(Operation.EXPAND);
            var run = Soon.run(() -> own.run(plan, stop));
            Soon.isTrue(database, "SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass('things_state')");
            stop.request();
            Throwable failed = assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                    .getCause();
            assertEquals(Stopped.class, failed.getClass(), failed.getMessage());
            client.end();
        }
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    /** The signal comes from the listener, between Flyway's look at it and the statement. */
    @Test
    void requestIsNotMissedWhileAStepBegins(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.expand("grow", "start", "SELECT pg_sleep(30)"))
                .run(Operation.EXPAND, "start");
        StopSignal stop = new StopSignal();
        Plan plan = own.plan(Operation.EXPAND);
        long begin = System.nanoTime();
        assertThrows(Stopped.class, () -> own.engine().run(plan, event -> stop.request(), stop));
        assertTrue(System.nanoTime() - begin < 10_000_000_000L);
        assertEquals("start", own.version());
    }

    @Test
    void requestBeforeTheFirstStepLeavesTheDatabaseUntouched(TestDatabase database) {
        Engines own = own(database, OwnSet.START);
        StopSignal stop = new StopSignal();
        stop.request();
        assertThrows(Stopped.class, () -> own.run(own.plan(Operation.EXPAND), stop));
        assertEquals(
                "|",
                database.rows("SELECT to_regnamespace('emcee'), to_regclass('things')")
                        .get(0));
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }
}
