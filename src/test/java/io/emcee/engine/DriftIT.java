package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is applied is compared with the files, and what a plan builds on with the database. */
@ExtendWith(Postgres.class)
class DriftIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "start, bigint PRIMARY KEY, integer PRIMARY KEY",
        "grow, integer, bigint",
        "grow, integer;, integer; PART CREATE TABLE more (id int);",
        "move, done IS NULL, done IS NULL OR done = 0",
        "move, hits + 1, hits + 2",
        "shrink, 'depends_on: grow', 'depends_on: [grow, start]'",
    })
    void editedRevisionIsNamedAndNothingRuns(String id, String old, String edit, TestDatabase database) {
        all(database).run(Operation.UPGRADE);
        String[] files = {OwnSet.START, OwnSet.GROW, OwnSet.MOVE, OwnSet.SHRINK, last("SELECT 1")};
        for (int i = 0; i < files.length; i++) {
            if (files[i].startsWith("-- revision: " + id + "\n")) {
                files[i] = files[i].replace(old, edit.replace("PART", "\n-- part\n"));
            }
        }
        Engines own = own(database, files);
        DriftFound drift = own.fails(DriftFound.class, Operation.UPGRADE);
        assertTrue(
                drift.getMessage()
                        .matches("The revision \"" + id + "\" was edited after it was applied on 20\\S+Z \\(.*/" + id
                                + "\\.sql, part 1\\); put the file back as it was\\."),
                drift.getMessage());
        assertEquals(9, drift.exitCode());
    }

    @Test
    void editedSummaryIsNoDrift(TestDatabase database) {
        all(database).run(Operation.UPGRADE);
        Engines own = own(
                database,
                OwnSet.START.replace("summary: made up", "summary: well told"),
                OwnSet.with("waive: {some-rule: because}", OwnSet.GROW),
                OwnSet.MOVE,
                OwnSet.SHRINK,
                last("SELECT 1"));
        assertTrue(own.plan(Operation.UPGRADE).isEmpty());
    }

    @Test
    void revisionThatTheSetDoesNotKnowIsRefused(TestDatabase database) {
        own(database, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND);
        assertEquals(
                "The revision \"grow\" is applied in the expand history, but the revision set \"own\" does not know it;"
                        + " use the set that it came from.",
                own(database, OwnSet.START)
                        .fails(DriftFound.class, Operation.EXPAND)
                        .getMessage());
    }

    @Test
    void schemaOfANewerEmceeIsRefusedWhateverItLooksLike(TestDatabase database) {
        Engines own = all(database).run(Operation.EXPAND);
        database.execute("UPDATE emcee.schema_version SET version = version + 7");
        String sentence = "The schema \"emcee\" of this database has version " + (StateSchema.VERSION + 7)
                + ", and this emcee knows versions up to " + StateSchema.VERSION + ";"
                + " use the newer emcee that wrote it.";
        assertEquals(sentence, assertThrows(StateUnusable.class, own::version).getMessage());
        assertEquals(
                sentence,
                assertThrows(StateUnusable.class, own.engine()::release).getMessage());
        database.execute("ALTER TABLE emcee.history_base RENAME TO history_trunk");
        assertEquals(sentence, assertThrows(StateUnusable.class, own::version).getMessage());
    }

    @Test
    void planIsRefusedWhenSomebodyElseHasDoneAStepOfIt(TestDatabase database) {
        Engines own = all(database);
        Plan expand = own.plan(Operation.EXPAND);
        own.run(Operation.EXPAND, "start");
        refused(own, expand);
        own.run(Operation.EXPAND, "grow");
        refused(own, early(own));
        Plan migrate = own.plan(Operation.MIGRATE);
        own.run(Operation.MIGRATE);
        refused(own, migrate);
        database.execute("INSERT INTO things VALUES (1)");
        Plan again = own.plan(Operation.MIGRATE);
        own.run(Operation.MIGRATE);
        Plan contract = own.plan(Operation.CONTRACT);
        own.run(Operation.CONTRACT);
        refused(own, again);
        own.engine().release();
        database.execute("DROP TABLE things");
        refused(own, contract);
    }

    /** A plan of which no step is done, on a version that has changed. */
    private static Plan early(Engines own) {
        Plan migrate = own.plan(Operation.MIGRATE);
        own.run(Operation.EXPAND);
        return migrate;
    }

    private static void refused(Engines own, Plan plan) {
        List<Event> before = List.copyOf(own.events());
        assertEquals(
                DriftFound.class,
                assertThrows(EngineException.class, () -> own.run(plan, new StopSignal()))
                        .getClass());
        List<Event> since = own.events().subList(before.size(), own.events().size());
        assertEquals(List.of("run_ended"), since.stream().map(Event::kind).toList());
        assertEquals("refused", since.get(0).facts().get("result"));
    }

    private static String last(String sql) {
        return OwnSet.expand("last", "grow", sql);
    }

    private Engines all(TestDatabase database) {
        return own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE, OwnSet.SHRINK, last("SELECT 1"));
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }
}
