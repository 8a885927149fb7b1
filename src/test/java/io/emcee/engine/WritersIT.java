package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    @Test
    void noWriteFailsDuringExpandAndMigrateOfOcataAndEveryRowIsCountedOnce(TestDatabase database) throws Exception {
        TestDatabase lab = LabDatabase.glance(database, 10_000);
        Engines glance = Engines.of(lab, "glance");
        try (Writers writers = new Writers(lab)) {
            writers.start(Writers.Style.OLD);
            writers.waitFor(100);
            untilLocksAllowIt(() -> glance.run(Operation.EXPAND, "ocata_expand01"));
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
