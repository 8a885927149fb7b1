package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is there already before a statement that has no transaction: taken, put right, finished, or left alone. */
@ExtendWith(Postgres.class)
class EffectIT {
    private static final String WANTED =
            "CREATE UNIQUE INDEX CONCURRENTLY by_state ON things (lower(name), state DESC) WHERE state > 0 -- some";
    private static final String THINGS =
            OwnSet.base("start", "CREATE TABLE things (id bigint PRIMARY KEY, state integer, name text)");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void indexThatIsDefinedAsWantedIsTakenHoweverItWasWritten(TestDatabase database) {
        Engines own =
                own(database, THINGS, OwnSet.expand("grow", "start", WANTED)).run(Operation.EXPAND, "start");
        database.execute("CREATE UNIQUE INDEX by_state ON things USING btree ((lower(\"name\")) NULLS LAST, state desc)"
                + " WHERE (state) > 0");
        String index = database.value("SELECT 'by_state'::regclass::oid");
        assertEquals("grow", own.run(Operation.EXPAND).version());
        assertEquals(index, database.value("SELECT 'by_state'::regclass::oid"));
        assertEquals(
                "0",
                database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'emcee'::regnamespace"
                        + " AND relname IN ('wanted index', 'copy')"));
    }

    @Test
    void indexOfTheSameNameWithAnotherDefinitionIsNeitherTakenNorDropped(TestDatabase database) {
        Engines own =
                own(database, THINGS, OwnSet.expand("grow", "start", WANTED)).run(Operation.EXPAND, "start");
        for (String other : List.of(
                "UNIQUE INDEX by_state ON things (lower(name), state) WHERE state > 0",
                "UNIQUE INDEX by_state ON things (upper(name), state DESC) WHERE state > 0",
                "UNIQUE INDEX by_state ON things (lower(name), state DESC) WHERE state > 1",
                "UNIQUE INDEX by_state ON things (lower(name), state DESC)",
                "INDEX by_state ON things (lower(name), state DESC) WHERE state > 0",
                "INDEX by_state ON things USING hash (state)")) {
            database.execute("CREATE " + other);
            for (String valid : List.of("true", "false")) {
                database.execute(
                        "UPDATE pg_index SET indisvalid = " + valid + " WHERE indexrelid = 'by_state'::regclass");
                String sentence =
                        own.fails(RevisionFailed.class, Operation.EXPAND).getMessage();
                assertTrue(sentence.contains("relation \"by_state\" already exists"), other + ": " + sentence);
            }
            database.execute("DROP INDEX by_state");
        }
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void invalidIndexPassesForNoneEvenIfOneIsToBeMadeOnlyWhereThereIsNone(TestDatabase database) {
        Engines own = own(
                        database,
                        THINGS,
                        OwnSet.with(
                                "waive: {index-if-not-exists: a test}",
                                OwnSet.expand(
                                        "grow",
                                        "start",
                                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_state ON things (state)")))
                .run(Operation.EXPAND, "start");
        database.execute(
                "CREATE INDEX by_state ON things (state)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_state'::regclass");
        own.run(Operation.EXPAND);
        assertEquals("t", database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_state'::regclass"));
        assertTrue(own.events().stream().anyMatch(Event.Healed.class::isInstance));
    }

    @Test
    void detachThatDidNotEndIsFinishedAndOneThatDidIsNotRepeated(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        OwnSet.base("start", """
                                CREATE TABLE things (id int) PARTITION BY LIST (id);
                                CREATE TABLE one PARTITION OF things FOR VALUES IN (1);
                                CREATE TABLE two PARTITION OF things FOR VALUES IN (2)
                                """),
                        OwnSet.contract(
                                "shrink",
                                "start",
                                "grow",
                                "ALTER TABLE things DETACH PARTITION one CONCURRENTLY;\n-- part\n"
                                        + "ALTER TABLE things DETACH PARTITION two CONCURRENTLY"),
                        OwnSet.expand("grow", "start", "CREATE TABLE more (id int)"))
                .run(Operation.EXPAND);
        try (Holder client = Holder.of(database, "SELECT FROM things")) {
            var run = Soon.run(() -> own.run(Operation.CONTRACT));
            Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_inherits WHERE inhdetachpending");
            database.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE%'"
                    + " AND pid <> pg_backend_pid()");
            Soon.isTrue(database, "SELECT count(*) = 0 FROM pg_locks WHERE NOT granted");
            client.end();
            org.junit.jupiter.api.Assertions.assertThrows(Exception.class, () -> run.get(10, TimeUnit.SECONDS));
        }
        database.execute("ALTER TABLE things DETACH PARTITION two");
        own.events().clear();
        own.run(Operation.CONTRACT);
        assertEquals("0", database.value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'things'::regclass"));
        assertEquals(
                List.of("ALTER TABLE \"public\".\"things\" DETACH PARTITION \"public\".\"one\" FINALIZE"),
                own.events().stream()
                        .filter(Event.StatementDone.class::isInstance)
                        .map(event -> ((Event.StatementDone) event).sql())
                        .toList());
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }
}
