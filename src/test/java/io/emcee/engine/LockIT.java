package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The one lock of a database. */
@ExtendWith(Postgres.class)
class LockIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void whoComesSecondIsToldAtOnceWhoWorksAndMayWorkWhenThatOneIsKilled(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.with("lock_timeout: 60s", OwnSet.GROW));
        own.run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        try (EngineProcess first = EngineProcess.start(database, folder, Operation.EXPAND)) {
            try (Holder client = Holder.of(database, "SELECT FROM things")) {
                first.go();
                Soon.isTrue(
                        database,
                        "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'");
                long begin = System.nanoTime();
                String sentence = assertThrows(LockBusy.class, () -> own.run(plan, new StopSignal()))
                        .getMessage();
                assertTrue(System.nanoTime() - begin < 2_000_000_000L, "in under 2 s");
                String pid = database.value(
                        "SELECT pid FROM pg_stat_activity WHERE application_name = 'emcee/test expand maria@bastion'");
                assertTrue(
                        sentence.matches("Another emcee works on \"" + database.name() + "\": pid " + pid
                                + " \\(role \".*\", emcee/test expand maria@bastion, from .*, since 20.*Z\\);"
                                + " wait until it is done, then run the command again\\."),
                        sentence);
                assertEquals(
                        pid, String.valueOf(own.engine().busy().orElseThrow().pid()));
                first.kill();
                client.end();
            }
            assertEquals("grow", own.run(plan, new StopSignal()).version());
            assertEquals(Optional.empty(), own.engine().busy());
        }
    }

    @Test
    void dataMigrationEndsWhenTheLockIsLostAndGoesOnLater(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 5000)");
        Plan plan = own.plan(Operation.MIGRATE);
        String sentence = assertThrows(
                        DatabaseFailed.class,
                        () -> own.engine()
                                .run(
                                        plan,
                                        event -> {
                                            if (event instanceof Event.BatchDone batch && batch.rows() > 0) {
                                                loseLock(database);
                                            }
                                        },
                                        new StopSignal()))
                .getMessage();
        assertTrue(
                sentence.matches("The session that keeps others from changing \"" + database.name()
                        + "\" is gone \\(.*\\), so this run ended; what was done is kept."
                        + " Run the same command again to go on\\."),
                sentence);
        assertEquals("t|t", database.rows("""
                        SELECT rows_done BETWEEN 1 AND 4999, rows_done = (SELECT sum(hits) FROM things)
                        FROM emcee.checkpoint
                        """).get(0));
        own.run(Operation.MIGRATE);
        assertEquals(
                "5000|1",
                database.rows("SELECT sum(hits), max(hits) FROM things").get(0));
    }

    @Test
    void transactionalStepIsRolledBackWhenTheLockIsLost(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        assertThrows(
                DatabaseFailed.class,
                () -> own.engine()
                        .run(
                                plan,
                                event -> {
                                    if (event instanceof Event.StepStarted) {
                                        loseLock(database);
                                    }
                                },
                                new StopSignal()));
        assertEquals("start", own.version());
        assertEquals(
                "0",
                database.value(
                        "SELECT count(*) FROM pg_attribute WHERE attname = 'done' AND attrelid = 'things'::regclass"));
    }

    private static void loseLock(TestDatabase database) {
        database.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE '%maria@bastion'");
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }
}
