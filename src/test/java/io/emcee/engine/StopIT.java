package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.batch.Going;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
                                    if (event instanceof Event.BatchDone batch && batch.rows() > 0) {
                                        stop.request();
                                    }
                                },
                                stop));
        assertEquals(8, stopped.exitCode());
        assertEquals(
                "Stopped before the end; what was done is kept. Run the same command again to go on.",
                stopped.getMessage());
        assertEquals("t|t|5500", database.rows("""
                        SELECT rows_done BETWEEN 1 AND 5499, rows_done = (SELECT sum(hits) FROM things), rows_total
                        FROM emcee.checkpoint
                        """).get(0));
        own.run(Operation.MIGRATE);
        assertEquals(
                "5500|1",
                database.rows("SELECT sum(hits), max(hits) FROM things").get(0));
    }

    @Test
    void pausedDataMigrationHoldsNothingAndGoesOn(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 5500)");
        StopSignal stop = new StopSignal();
        Plan plan = own.plan(Operation.MIGRATE);
        CountDownLatch paused = new CountDownLatch(1);
        CompletableFuture<Void> run = Soon.run(() -> own.engine()
                .run(
                        plan,
                        event -> {
                            if (event instanceof Event.BatchDone batch && batch.rows() > 0 && paused.getCount() > 0) {
                                stop.hold(true);
                            }
                            if (event instanceof Event.Throttled throttled && throttled.how() == Going.PAUSED) {
                                paused.countDown();
                            }
                        },
                        stop));
        assertTrue(paused.await(20, TimeUnit.SECONDS));
        long rows = Long.parseLong(database.value("SELECT sum(hits) FROM things"));
        assertTrue(rows < 5500);
        assertEquals("0", database.value("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
                """));
        assertEquals("0", database.value("""
                SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'things'
                """));
        assertEquals(String.valueOf(rows), database.value("SELECT sum(hits) FROM things"));
        stop.hold(false);
        run.get(20, TimeUnit.SECONDS);
        assertEquals("5500", database.value("SELECT sum(hits) FROM things"));
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
                                    if (event instanceof Event.BatchDone batch && batch.rows() > 0) {
                                        stop.request();
                                    }
                                },
                                stop));
        try (Holder orphan =
                Holder.of(database, "UPDATE things SET done = 1, hits = hits + 1 WHERE done IS NULL AND id <= 2000")) {
            orphan.execute(
                    "UPDATE emcee.checkpoint SET rows_done = (SELECT count(*) FROM things WHERE done = 1), next_block = 9");
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
