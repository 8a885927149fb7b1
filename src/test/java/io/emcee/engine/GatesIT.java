package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.revision.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What must come first comes first, and the rows themselves are asked. */
@ExtendWith(Postgres.class)
class GatesIT {
    /** Walks over rows that it has migrated before, and leaves them alone. */
    private static final String MOVE = OwnSet.MOVE.replace("{batch}", "{batch} AND done IS NULL");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void contractWaitsForExpandAndForEveryRow(TestDatabase database) {
        Engines own = own(database).run(Operation.EXPAND, "start");
        refused(
                own,
                Gate.ORDER,
                "Contract refused: the expand revision \"grow\" comes first and is not applied; run: emcee db expand");
        own.run(Operation.EXPAND);
        refused(own, Gate.DATA, "Contract refused: \"move\" is not done; run: emcee db migrate");
        database.execute("INSERT INTO things SELECT generate_series(1, 1234)");
        refused(own, Gate.DATA, "Contract refused: 1,234 rows of \"move\" still to migrate; run: emcee db migrate");
        own.run(Operation.MIGRATE).run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
        assertEquals(Stage.COMPLETE, own.stage());
    }

    @Test
    void rowThatComesInAfterTheMigrationIsMigratedToo(TestDatabase database) {
        Engines own = own(database).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 10)");
        own.run(Operation.MIGRATE);
        assertEquals(Stage.CONTRACT, own.stage());
        Plan early = own.plan(Operation.CONTRACT);
        database.execute("INSERT INTO things VALUES (0)");
        assertEquals(Stage.MIGRATE, own.stage());
        String sentence = "Contract refused: 1 row of \"move\" still to migrate; run: emcee db migrate";
        refused(own, Gate.DATA, sentence);
        GateRefused late = assertThrows(GateRefused.class, () -> own.run(early, new StopSignal()));
        assertEquals(sentence, late.getMessage());
        own.run(Operation.MIGRATE);
        assertEquals(
                "11|11|1",
                database.rows(
                                "SELECT rows_done, rows_total, (SELECT count(*) FROM emcee.history_migrate) FROM emcee.checkpoint")
                        .get(0));
        own.run(Operation.CONTRACT);
        assertEquals(Stage.COMPLETE, own.stage());
    }

    @Test
    void upgradeOverManyReleasesFindsEveryDataMigration(TestDatabase database) {
        LabDatabase.glance(database, 500);
        String locations = database.value("SELECT count(*) FROM image_locations WHERE meta_data LIKE '%\"backend\":%'");
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE);
        assertEquals("2024_1_expand01, 2024_1_contract01", glance.version());
        assertEquals("500|" + locations, database.rows("""
                SELECT (SELECT rows_done FROM emcee.checkpoint WHERE revision = 'ocata_migrate01'),
                       (SELECT rows_done FROM emcee.checkpoint WHERE revision = 'train_migrate01')
                """).get(0));
        assertEquals("0", database.value("SELECT count(*) FROM image_locations WHERE meta_data LIKE '%\"backend\":%'"));
        assertEquals("0", database.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
    }

    private static void refused(Engines own, Gate gate, String sentence) {
        GateRefused refused = own.fails(GateRefused.class, Operation.CONTRACT);
        assertEquals(sentence, refused.getMessage());
        assertEquals(gate, refused.gate());
        assertEquals(6, refused.exitCode());
    }

    private Engines own(TestDatabase database) {
        return Engines.of(database, new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, MOVE, OwnSet.SHRINK));
    }
}
