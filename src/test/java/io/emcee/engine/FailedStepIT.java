package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Steps that fail: what they leave, what they say, and how the next run goes on. */
@ExtendWith(Postgres.class)
class FailedStepIT {
    private static final String BUILD = "CREATE INDEX CONCURRENTLY things_state ON things (state)";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void transactionalRevisionThatFailsLeavesNothingAndSucceedsOnceMended(TestDatabase database) {
        Engines own = own(
                database,
                OwnSet.START,
                OwnSet.expand(
                        "grow", "start", "CREATE TABLE more (id int);\nINSERT INTO more VALUES (1);\nSELECT 1 / 0"));
        RevisionFailed failed = own.fails(RevisionFailed.class, Operation.EXPAND);
        assertEquals(
                "\"grow\" failed: ERROR: division by zero (nothing of it is applied);"
                        + " mend the cause and run the same command again.",
                failed.getMessage());
        assertEquals("grow", failed.revision().text());
        assertEquals("start", own.version());
        assertEquals(
                "|0",
                database.rows("SELECT to_regclass('more'), count(*) FROM emcee.history_expand")
                        .get(0));
        own = own(database, OwnSet.START, OwnSet.expand("grow", "start", "CREATE TABLE more (id int)"));
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void revisionWhoseVerificationIsNotTrueIsRolledBack(TestDatabase database) {
        String grow = OwnSet.expand("grow", "start", "CREATE TABLE more (id int)");
        Engines own = own(database, OwnSet.START, OwnSet.with("verify: SELECT count(*) = 1 FROM more", grow));
        String sentence = own.fails(RevisionFailed.class, Operation.EXPAND).getMessage();
        assertEquals(
                "\"grow\" failed: its verification does not answer true: SELECT count(*) = 1 FROM more"
                        + " (nothing of it is applied); mend the cause and run the same command again.",
                sentence);
        assertEquals("", database.value("SELECT to_regclass('more')"));
        own = own(database, OwnSet.START, OwnSet.with("verify: SELECT count(*) = 0 FROM more", grow));
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void indexBuildThatWasCancelledIsDroppedAndMadeAgain(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.expand("grow", "start", BUILD));
        own.run(Operation.EXPAND, "start");
        try (Holder client = Holder.of(database, "SELECT FROM things")) {
            var run = Soon.run(() -> own.run(Operation.EXPAND));
            Soon.isTrue(database, "SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass('things_state')");
            database.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'");
            Throwable failed = assertThrows(ExecutionException.class, run::get).getCause();
            assertEquals(RevisionFailed.class, failed.getClass());
            assertTrue(
                    failed.getMessage().contains("\"grow (part 1 of 2)\" failed: ERROR: canceling"),
                    failed.getMessage());
            client.end();
        }
        assertEquals(
                "f", database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'things_state'::regclass"));
        assertEquals("start", own.version());
        own.events().clear();
        assertEquals("grow", own.run(Operation.EXPAND).version());
        assertTrue(
                own.events().stream().anyMatch(Event.Healed.class::isInstance),
                own.events().toString());
        assertEquals(
                "t", database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'things_state'::regclass"));
    }

    @Test
    void uniqueIndexOverDuplicatesFailsAndLeavesNone(TestDatabase database) {
        Engines own =
                own(database, OwnSet.START, OwnSet.expand("grow", "start", BUILD.replace("INDEX", "UNIQUE INDEX")));
        own.run(Operation.EXPAND, "start");
        database.execute("INSERT INTO things (id) VALUES (1), (2)");
        String sentence = own.fails(RevisionFailed.class, Operation.EXPAND).getMessage();
        assertTrue(
                sentence.contains("could not create unique index \"things_state\"; Detail: Key (state)=(0)"), sentence);
        assertEquals("", database.value("SELECT to_regclass('things_state')"));
        database.execute("UPDATE things SET state = id");
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void indexOfAProcessThatWasKilledBeforeItWasRecordedIsNotBuiltAgain(TestDatabase database) throws Exception {
        Engines own = own(database, OwnSet.START, OwnSet.expand("grow", "start", BUILD));
        own.run(Operation.EXPAND, "start");
        try (Holder client = Holder.of(database, "LOCK emcee.history_expand IN EXCLUSIVE MODE");
                EngineProcess process = EngineProcess.start(database, folder, Operation.EXPAND)) {
            process.go();
            Soon.isTrue(
                    database,
                    "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND relation = 'emcee.history_expand'::regclass");
            process.kill();
            database.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'emcee%'");
            client.end();
        }
        String index = database.value(
                "SELECT indexrelid FROM pg_index WHERE indexrelid = 'things_state'::regclass AND indisvalid");
        assertEquals("0", database.value("SELECT count(*) FROM emcee.history_expand"));
        assertEquals("grow", own.run(Operation.EXPAND).version());
        assertEquals(index, database.value("SELECT 'things_state'::regclass::oid"));
        assertEquals("2|2.1", String.join("|", database.rows("SELECT version FROM emcee.history_expand ORDER BY 1")));
    }

    @Test
    void indexThatIsGoneAlreadyIsRecordedAsDropped(TestDatabase database) {
        String drop = OwnSet.expand("grow", "start", "DROP INDEX CONCURRENTLY things_state");
        Engines own = own(database, OwnSet.START, OwnSet.with("waive: {drop-in-expand: nobody reads by it}", drop));
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void indexOfTheSameNameOnAnotherTableIsNeitherTakenNorDropped(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.expand("grow", "start", BUILD));
        own.run(Operation.EXPAND, "start");
        database.execute("CREATE TABLE other (state int)", "CREATE INDEX things_state ON other (state)");
        String sentence = own.fails(RevisionFailed.class, Operation.EXPAND).getMessage();
        assertTrue(sentence.contains("relation \"things_state\" already exists"), sentence);
        assertEquals(
                "other",
                database.value("SELECT indrelid::regclass FROM pg_index WHERE indexrelid = 'things_state'::regclass"));
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }
}
