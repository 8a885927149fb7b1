package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.SqlState;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Services of both releases go on writing while the database is upgraded under them. */
@ExtendWith(Postgres.class)
class WritersIT {
    /** Who moved an image from no visibility to one, and which. */
    private static final String AUDIT = """
            CREATE TABLE moved (id text, by text);
            CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.visibility IS NULL AND NEW.visibility IS NOT NULL THEN
                    INSERT INTO public.moved VALUES (NEW.id, current_setting('application_name'));
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER zz_note_move AFTER UPDATE ON images FOR EACH ROW EXECUTE FUNCTION note_move();
            """;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void noWriteFailsDuringExpandAndMigrateOfOcataAndEveryRowIsCountedOnce(TestDatabase database) throws Exception {
        TestDatabase lab = LabDatabase.glance(database, 10_000);
        Engines glance = Engines.of(lab, "glance");
        try (Writers writers = new Writers(lab)) {
            writers.start(Writers.Style.OLD);
            writers.waitFor(100);
            glance.run(Operation.EXPAND, "ocata_expand01");
            lab.execute(AUDIT);
            writers.start(Writers.Style.NEW);
            writers.waitFor(100);
            untilLocksAllowIt(() -> glance.run(Operation.MIGRATE, "ocata_migrate01"));
            writers.waitFor(100);
        }
        assertEquals("0", lab.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        assertEquals("0", lab.value("SELECT count(*) FROM images WHERE is_public <> (visibility = 'public')"));
        String moved = lab.value("SELECT count(*) FROM moved WHERE by LIKE 'emcee%'");
        assertTrue(Integer.parseInt(moved) > 5000, moved);
        assertEquals(moved, lab.value("SELECT rows_done FROM emcee.checkpoint"));
        assertEquals("0", lab.value("SELECT count(*) - count(DISTINCT id) FROM moved"));
    }

    /** The server ends the transaction that finds the deadlock after 1 s of waiting: the batch gives way before. */
    @Test
    void clientWinsADeadlockWithABatch(TestDatabase database) throws Exception {
        Engines own = Engines.of(database, new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE))
                .run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 20)");
        Plan plan = own.plan(Operation.MIGRATE);
        try (Holder client = Holder.of(database, "UPDATE things SET state = 1 WHERE id = 20");
                Holder other = Holder.of(database, "UPDATE things SET state = 1 WHERE id = 10")) {
            var run = Soon.run(() -> own.run(plan, new StopSignal()));
            Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            var write = Soon.run(() -> client.execute("UPDATE things SET state = 1 WHERE id = 1"));
            Soon.isTrue(database, "SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            other.commit();
            write.get(10, TimeUnit.SECONDS);
            client.commit();
            run.get(10, TimeUnit.SECONDS);
        }
        assertEquals(
                "20|1|3",
                database.rows("SELECT sum(hits), max(hits), sum(state) FROM things")
                        .get(0));
    }

    /** A statement that cannot get its lock in time gives way to the writers, and is asked for again. */
    private static void untilLocksAllowIt(Runnable run) {
        for (int attempt = 1; ; attempt++) {
            try {
                run.run();
                return;
            } catch (RevisionFailed failed) {
                boolean lock = SqlState.LOCK_NOT_AVAILABLE.in(failed);
                if (!lock || attempt == 5) {
                    throw failed;
                }
            }
        }
    }
}
