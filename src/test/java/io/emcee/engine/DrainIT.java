package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.PreflightRules.Mode;
import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A contract waits until the clients of the release before are gone, and names those who are not. */
@ExtendWith(Postgres.class)
class DrainIT {
    private static final String TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '!emcee%'";
    private static final String RECORDED = "SELECT count(*) FROM emcee.old_write";
    private static final String OLD = "UPDATE things SET state = 2 WHERE id = 1";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void contractIsRefusedUntilTrapsHaveStoodForTheQuietTime(TestDatabase database) {
        Engines own = expanded(database, quiet(Duration.ofHours(1)));
        GateRefused refused = own.fails(GateRefused.class, Operation.CONTRACT);
        assertEquals(Gate.DRAIN, refused.gate());
        assertEquals(6, refused.exitCode());
        assertEquals(
                "Contract refused: drain, writes: nobody looks for writes of old clients to public.things.state;"
                        + " emcee drain start, then wait 60 min; or overrule it: --overrule drain=REASON",
                refused.getMessage());
        assertEquals(List.of("public.things.state"), start(own));
        String waiting = own.fails(GateRefused.class, Operation.CONTRACT).getMessage();
        assertTrue(waiting.contains("the traps stand only since"), waiting);
        database.execute("UPDATE emcee.trap SET set_at = set_at - INTERVAL '2 hours'");
        own.run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
        assertEquals("0", database.value(TRIGGERS));
        assertEquals("0", database.value("SELECT count(*) FROM emcee.trap"));
    }

    @Test
    void oldClientThatWritesInTheQuietTimeIsNamedAndKeepsTheGateClosed(TestDatabase database) throws SQLException {
        Engines own = expanded(database, quiet(Duration.ofHours(1)));
        start(own);
        database.execute("UPDATE emcee.trap SET set_at = set_at - INTERVAL '2 hours'");
        assertTrue(own.engine().drains().look(Optional.empty()).open());
        client(database, "glance-api/13", OLD);
        String sentence = own.fails(GateRefused.class, Operation.CONTRACT).getMessage();
        assertTrue(
                sentence.matches("Contract refused: drain, writes: glance-api/13 \\(role \"" + database.user()
                        + "\", .*\\) wrote public\\.things\\.state .* ago; stop these clients, then wait until nobody has"
                        + " written for 60 min; or overrule it: --overrule drain=REASON"),
                sentence);
        database.execute("UPDATE emcee.old_write SET at = at - INTERVAL '2 hours'");
        own.run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
    }

    @Test
    void reasonOpensTheGateAndStandsInTheJournal(TestDatabase database) {
        Engines own = expanded(database, quiet(Duration.ofHours(1)));
        Overrules overrules = new Overrules(Map.of("drain", "the old nodes are off the network"));
        own.engine().run(own.plan(Operation.CONTRACT), overrules, own.events()::add, new StopSignal());
        assertEquals("grow, shrink", own.version());
        assertEquals(
                "the old nodes are off the network",
                database.value("SELECT facts::jsonb ->> 'reason' FROM emcee.journal WHERE kind = 'overruled'"));
        assertEquals("1", database.value("SELECT count(*) FROM emcee.journal WHERE kind = 'drain_seen'"));
    }

    @Test
    void sessionThatNamesItselfAsAnOldClientKeepsTheGateClosed(TestDatabase database) throws SQLException {
        GateRules rules = new GateRules(
                Optional.of(Mode.REQUIRE),
                Optional.empty(),
                false,
                Duration.ZERO,
                Optional.of("^glance-.*/1[0-3]$"),
                Duration.ofHours(24));
        Engines own = expanded(database, rules);
        start(own);
        try (Connection old = connect(database, database.user(), "glance-api/13");
                Connection young = connect(database, database.user(), "glance-api/14")) {
            assertTrue(old.isValid(1) && young.isValid(1));
            String sentence = own.fails(GateRefused.class, Operation.CONTRACT).getMessage();
            assertTrue(sentence.contains("sessions: 1 is of an old client: pid "), sentence);
            assertTrue(sentence.contains("glance-api/13") && !sentence.contains("glance-api/14"), sentence);
        }
        Soon.isTrue(database, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name ~ '13$')");
        own.run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
    }

    /** It holds the table while it writes, so the contract waits for it, and must not go on behind it. */
    @Test
    void clientThatCommitsWhileTheContractWaitsForItsLockStopsIt(TestDatabase database) throws Exception {
        Engines own = expanded(database, quiet(Duration.ZERO));
        start(own);
        try (Holder old = Holder.of(database, OLD)) {
            CompletableFuture<Void> contract = Soon.run(() -> own.fails(GateRefused.class, Operation.CONTRACT));
            Soon.isTrue(database, "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)");
            old.commit();
            contract.get();
        }
        assertEquals("grow", own.version());
        assertEquals("2", database.value(TRIGGERS));
        own.run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
    }

    @Test
    void trapSeesWhatOldClientsSetAndNothingElse(TestDatabase database) throws SQLException {
        Engines own = expanded(database, quiet(Duration.ZERO));
        start(own);
        client(
                database,
                "new",
                "INSERT INTO things (id) VALUES (10)",
                "UPDATE things SET done = 1",
                "DELETE FROM things WHERE id = 10");
        assertEquals("0", database.value(RECORDED));
        client(database, "emcee/1.0 backfill", OLD);
        assertEquals("0", database.value(RECORDED));
        client(database, "old", "INSERT INTO things (id, state) VALUES (11, 7), (12, 8)", OLD);
        // Named is enough, whatever the value; an UPDATE that finds no row was meant for one.
        client(database, "old too", "UPDATE things SET state = state WHERE id = -1");
        assertEquals(
                List.of("old|INSERT", "old|UPDATE", "old too|UPDATE"),
                database.rows("SELECT application, operation FROM emcee.old_write ORDER BY id"));
    }

    /** Both of Glance's triggers give is_public a value: only who fires before them knows who named it. */
    @Test
    void writersOfTheNewReleaseAloneLeaveNothingBesideDualWriteTriggers(TestDatabase database) throws Exception {
        LabDatabase.glance(database, 50);
        Engines glance = Engines.of(database, RevisionSets.load("glance"), quiet(Duration.ZERO));
        glance.run(Operation.UPGRADE, "ocata_expand01").run(Operation.MIGRATE, "ocata_migrate01");
        glance.engine().drains().start(Optional.of("ocata"), note -> {}, new StopSignal());
        try (Writers writers = new Writers(database)) {
            writers.start(Writers.Style.NEW);
            writers.waitFor(60);
        }
        assertEquals("0", database.value(RECORDED));
        try (Writers writers = new Writers(database)) {
            writers.start(Writers.Style.OLD);
            writers.waitFor(20);
        }
        assertEquals(
                List.of("INSERT", "UPDATE"),
                database.rows("SELECT DISTINCT operation FROM emcee.old_write ORDER BY operation"));
        assertEquals(
                List.of("column public.images.is_public"),
                glance.engine().drains().lost(glance.plan(Operation.CONTRACT, "ocata_contract01")).stream()
                        .map(lost -> lost.toString().replaceFirst(":.*", ""))
                        .toList());
        glance.run(Operation.CONTRACT, "ocata_contract01");
        assertEquals("ocata_expand01, ocata_contract01", glance.version());
    }

    @Test
    void trapRecordsAServiceThatHasRightsOnItsOwnTablesOnly(TestDatabase database) throws SQLException {
        Engines own = expanded(database, quiet(Duration.ZERO));
        start(own);
        String role = database.name() + "_service";
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO " + role,
                "GRANT SELECT, INSERT, UPDATE ON things TO " + role);
        try (Connection service = connect(database, role, "svc");
                Statement statement = service.createStatement()) {
            statement.execute("SET search_path = public");
            statement.execute(OLD);
            statement.execute("INSERT INTO things (id, state) VALUES (20, 3)");
            assertThrows(SQLException.class, () -> statement.execute("SELECT FROM emcee.old_write"));
        }
        assertEquals(
                List.of("svc|" + role + "|UPDATE", "svc|" + role + "|INSERT"),
                database.rows("SELECT application, role, operation FROM emcee.old_write ORDER BY id"));
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    @Test
    void everyWriteToATableThatGoesIsRecordedAndItsContentsAreNamed(TestDatabase database) throws SQLException {
        Engines own = Engines.of(
                        database,
                        new OwnSet(folder)
                                .of(
                                        OwnSet.base("start", "CREATE TABLE things (id int); CREATE TABLE old (id int)"),
                                        OwnSet.expand("grow", "start", "ALTER TABLE things ADD COLUMN done int"),
                                        OwnSet.contract("shrink", "start", "grow", "DROP TABLE old")),
                        quiet(Duration.ZERO))
                .run(Operation.EXPAND);
        // What a trigger writes is not written by a client.
        database.execute(
                "INSERT INTO old VALUES (1), (2), (3)",
                """
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO old VALUES (NEW.id); RETURN NEW; END'
                """,
                "CREATE TRIGGER keep BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION keep()");
        start(own);
        client(database, "new", "INSERT INTO things VALUES (1)");
        assertEquals("0", database.value(RECORDED));
        client(database, "old", "DELETE FROM old WHERE id = 3");
        client(database, "old", "TRUNCATE old", "INSERT INTO old VALUES (1), (2)");
        assertEquals(
                List.of("DELETE", "TRUNCATE", "INSERT"),
                database.rows("SELECT operation FROM emcee.old_write ORDER BY id"));
        List<Lost> lost = own.engine().drains().lost(own.plan(Operation.CONTRACT));
        assertEquals(
                List.of("table public.old: 2 rows, 8 kB"),
                lost.stream().map(Lost::toString).toList());
        own.run(Operation.CONTRACT);
        assertEquals("", database.value("SELECT to_regclass('old')"));
    }

    @Test
    void defaultThatNobodyCanPredictIsNoOldWrite(TestDatabase database) throws SQLException {
        Engines own = Engines.of(
                        database,
                        new OwnSet(folder)
                                .of(
                                        OwnSet.base("start", """
                                                CREATE TYPE mood AS ENUM ('good', 'bad');
                                                CREATE TABLE things (id int, at timestamptz DEFAULT clock_timestamp(),
                                                    n serial, m mood DEFAULT 'good', j json DEFAULT '{"a": 1}',
                                                    t timestamp DEFAULT now(), s varchar(4) DEFAULT 'x''\\y')
                                                """),
                                        OwnSet.expand("grow", "start", "ALTER TABLE things ADD COLUMN done int"),
                                        OwnSet.contract(
                                                "shrink",
                                                "start",
                                                "grow",
                                                "ALTER TABLE things DROP at, DROP n, DROP m, DROP j, DROP t, DROP s")),
                        quiet(Duration.ZERO))
                .run(Operation.EXPAND);
        start(own);
        client(database, "new", "INSERT INTO things (id) VALUES (1), (2)");
        assertEquals("0", database.value(RECORDED));
        client(database, "old", "INSERT INTO things (id, m) VALUES (3, 'bad')");
        client(database, "old", "INSERT INTO things (id, j) VALUES (3, '{}')");
        client(database, "old", "UPDATE things SET at = now()");
        assertEquals(List.of("m", "j", "at"), database.rows("SELECT column_name FROM emcee.old_write ORDER BY id"));
        own.run(Operation.CONTRACT);
        assertEquals("grow, shrink", own.version());
    }

    @Test
    void trapsGoWithTheirStopAndWithTheRelease(TestDatabase database) {
        Engines own = expanded(database, quiet(Duration.ZERO));
        start(own);
        assertEquals("2", database.value(TRIGGERS));
        assertEquals(List.of("public.things.state"), own.engine().drains().stop(note -> {}, new StopSignal()));
        assertEquals("0", database.value(TRIGGERS));
        start(own);
        own.engine().release();
        assertEquals("0", database.value(TRIGGERS));
        database.execute(OLD);
    }

    @Test
    void trapsWaitForTheirLockInShortAttempts(TestDatabase database) throws Exception {
        Engines own = expanded(database, quiet(Duration.ZERO));
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Holder writer = Holder.of(database, OLD)) {
            CompletableFuture<Void> started =
                    Soon.run(() -> own.engine().drains().start(Optional.empty(), notes::add, new StopSignal()));
            while (notes.stream().noneMatch(note -> note.contains(" behind pid ")) && !started.isDone()) {
                Thread.sleep(5);
            }
            writer.end();
            started.get();
        }
        assertTrue(notes.get(0).startsWith("Waiting for a lock on public.things"), notes.get(0));
        assertEquals("2", database.value(TRIGGERS));
    }

    private Engines expanded(TestDatabase database, GateRules rules) {
        Engines own = Engines.of(database, new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.SHRINK), rules);
        own.run(Operation.EXPAND);
        database.execute("INSERT INTO things (id) VALUES (1)");
        return own;
    }

    private static GateRules quiet(Duration quiet) {
        return new GateRules(
                Optional.of(Mode.REQUIRE), Optional.empty(), false, quiet, Optional.empty(), Duration.ofHours(24));
    }

    private static List<String> start(Engines engines) {
        return engines.engine().drains().start(Optional.empty(), note -> {}, new StopSignal());
    }

    /** A client with a name; each text is a transaction. */
    private static void client(TestDatabase database, String name, String... sql) throws SQLException {
        try (Connection connection = connect(database, database.user(), name);
                Statement statement = connection.createStatement()) {
            for (String text : sql) {
                statement.execute(text);
            }
        }
    }

    private static Connection connect(TestDatabase database, String role, String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", name);
        return DriverManager.getConnection(database.url(), properties);
    }
}
