package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.PreflightRules.Mode;
import io.emcee.script.RevisionSet;
import io.emcee.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each check on a server where what it looks for is really so. */
@ExtendWith(Postgres.class)
class PreflightIT {
    private static final String INDEXED = OwnSet.expand(
            "indexed", "grow", "CREATE INDEX CONCURRENTLY things_done ON things (done, (state + 1)) INCLUDE (hits)");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;
    private PreflightRules rules = rules(Duration.ofMillis(1), Map.of());

    @BeforeEach
    void start(TestDatabase fresh) {
        database = fresh;
        Engines.of(database, set()).run(Operation.EXPAND, "start");
    }

    private RevisionSet set() {
        return new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, INDEXED, OwnSet.MOVE, OwnSet.SHRINK);
    }

    private Engine engine(String role) {
        return new Engine(
                Engines.access(database, role),
                set(),
                Optional.empty(),
                new Actor("maria", "bastion"),
                new Engine.Pace(100, LockLadder.DEFAULT, rules));
    }

    private Preflight preflight(Operation operation) {
        return engine(database.user()).preflight(operation, Optional.empty());
    }

    private Check check(Subject subject) {
        return check(preflight(Operation.EXPAND), subject);
    }

    private static Check check(Preflight preflight, Subject subject) {
        return preflight.checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    private static void is(State state, String words, Check check) {
        assertEquals(state, check.state(), check::toString);
        assertTrue(check.toString().contains(words), check::toString);
    }

    @Test
    void everythingIsGreenAndNothingIsWritten() {
        String before = database.value("SELECT pg_snapshot_xmax(pg_current_snapshot())");
        for (Operation operation : List.of(Operation.EXPAND, Operation.MIGRATE, Operation.CONTRACT)) {
            for (Check check : preflight(operation).checks()) {
                assertEquals(State.GREEN, check.state(), check::toString);
            }
        }
        assertEquals(before, database.value("SELECT pg_snapshot_xmax(pg_current_snapshot())"));
    }

    @Test
    void oldTransactionIsNamedUntilItEnds() throws SQLException {
        rules = rules(Duration.ofMillis(50), Map.of());
        try (Holder old = Holder.of(database, "SET application_name = 'nova-api'; SELECT FROM things")) {
            Soon.isTrue(
                    database,
                    "SELECT clock_timestamp() - xact_start > '50ms' FROM pg_stat_activity"
                            + " WHERE application_name = 'nova-api'");
            is(State.YELLOW, ", nova-api, from 127.0.0.1, idle in transaction for 0 s)", check(Subject.TRANSACTIONS));
            old.end();
        }
        is(State.GREEN, "none is in the way", check(Subject.TRANSACTIONS));
    }

    @Test
    void youngTransactionIsInTheWayOnlyOfWhatWaitsForSnapshots() throws SQLException {
        rules = PreflightRules.DEFAULT;
        try (Holder young =
                Holder.of(database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class")) {
            is(State.YELLOW, "1 in the way", check(Subject.TRANSACTIONS));
            is(State.GREEN, "none is in the way", check(preflight(Operation.CONTRACT), Subject.TRANSACTIONS));
            young.end();
        }
    }

    @Test
    void preparedTransactionIsNamed() throws SQLException {
        try (Connection client = database.connection();
                Statement sql = client.createStatement()) {
            sql.execute("BEGIN");
            sql.execute("INSERT INTO things VALUES (1)");
            sql.execute("PREPARE TRANSACTION 'half ''done'");
            is(State.YELLOW, "ROLLBACK PREPARED 'half ''done'", check(Subject.PREPARED));
            sql.execute("ROLLBACK PREPARED 'half ''done'");
        }
        is(State.GREEN, "none", check(Subject.PREPARED));
    }

    @Test
    void slotThatNobodyReadsIsNamed() {
        String slot = "slot_of_" + database.name();
        database.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
        is(State.YELLOW, "SELECT pg_drop_replication_slot('" + slot + "')", check(Subject.SLOTS));
        database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
        is(State.GREEN, "there is none", check(Subject.SLOTS));
    }

    /** One that was stopped before, and has nobody to follow. */
    @Test
    void standbyIsRefused(@TempDir(factory = MemoryFolder.class) Path data) throws IOException {
        try (EmbeddedServer primary = EmbeddedServer.open(data)) {
            assertFalse(primary.version().isEmpty());
        }
        Files.createFile(data.resolve("data").resolve("standby.signal"));
        try (EmbeddedServer standby = EmbeddedServer.open(data)) {
            Access access = Engines.access(standby.jdbcUrl("postgres"), standby.user(), standby.password());
            Engine engine =
                    new Engine(access, set(), Optional.empty(), new Actor("maria", "bastion"), Engine.Pace.of(1));
            Plan plan = engine.plan(Operation.EXPAND, Optional.empty());
            is(State.RED, "connect to its primary", check(engine.preflight(plan), Subject.RECOVERY));
            Overrules all =
                    new Overrules(Overrules.known().stream().collect(Collectors.toMap(gate -> gate, gate -> "a test")));
            assertThrows(GateRefused.class, () -> engine.run(plan, all, event -> {}, new StopSignal()));
        }
    }

    /** A client's last text stands for what a worker runs, which no test can wait for. */
    @Test
    void vacuumToPreventWraparoundIsNamed() throws SQLException {
        try (Holder vacuum =
                Holder.of(database, "LOCK TABLE things IN SHARE UPDATE EXCLUSIVE MODE; SAVEPOINT locked")) {
            is(State.GREEN, "no table of the plan", check(Subject.WRAPAROUND));
            assertThrows(
                    IllegalStateException.class,
                    () -> vacuum.execute("autovacuum: VACUUM public.things (to prevent wraparound)"));
            is(State.YELLOW, "autovacuum to prevent wraparound on public.things (pid ", check(Subject.WRAPAROUND));
            vacuum.end();
        }
    }

    @Test
    void invalidIndexesAreShownAndThoseOfThePlanHealed() throws SQLException {
        database.execute(
                "INSERT INTO things VALUES (1), (2)",
                "CREATE TABLE \"Other\" (a int)",
                "INSERT INTO \"Other\" VALUES (1), (1)",
                "CREATE INDEX other_a ON \"Other\" (a)");
        fails("CREATE UNIQUE INDEX CONCURRENTLY things_twice ON things (state)");
        fails("CREATE UNIQUE INDEX CONCURRENTLY \"Other_a_ccnew\" ON \"Other\" (a)");
        fails("CREATE UNIQUE INDEX CONCURRENTLY things_done ON things (state)");
        Check check = check(Subject.INDEXES);
        is(
                State.YELLOW,
                "2 invalid: public.\"Other_a_ccnew\" on public.\"Other\", public.things_twice on public.things,"
                        + " which the plan changes; the plan drops public.things_done and builds it again",
                check);
        assertEquals(
                List.of(
                        "DROP INDEX CONCURRENTLY \"public\".\"Other_a_ccnew\"",
                        "REINDEX INDEX CONCURRENTLY \"public\".\"things_twice\""),
                check.remedy());
        database.execute("DROP INDEX CONCURRENTLY \"public\".\"Other_a_ccnew\"", "DROP INDEX things_twice");
        is(State.GREEN, "the plan drops public.things_done", check(Subject.INDEXES));
    }

    @Test
    void connectionsAreCountedByTheLeastLimit() {
        assertTrue(check(Subject.CONNECTIONS).value().endsWith(" free, by max_connections = 200"));
        String role = role();
        database.execute(
                "GRANT SELECT ON ALL TABLES IN SCHEMA emcee TO " + role,
                "GRANT USAGE ON SCHEMA emcee TO " + role,
                "ALTER ROLE " + role + " CONNECTION LIMIT 10");
        Check check = check(engine(role).preflight(Operation.EXPAND, Optional.empty()), Subject.CONNECTIONS);
        is(State.GREEN, "10 free, by the role's limit of 10", check);
        database.execute("ALTER DATABASE " + database.name() + " CONNECTION LIMIT 8");
        is(
                State.RED,
                "8 free, by the database's limit of 8 (10 are needed)",
                check(engine(role).preflight(Operation.EXPAND, Optional.empty()), Subject.CONNECTIONS));
        drop(role);
    }

    @Test
    void roleWithoutRightsIsToldWhatItLacks() throws SQLException {
        String role = role();
        database.execute(
                "GRANT SELECT ON ALL TABLES IN SCHEMA emcee TO " + role, "GRANT USAGE ON SCHEMA emcee TO " + role);
        try (Holder other = Holder.of(database, "SELECT FROM things")) {
            Preflight expand = engine(role).preflight(Operation.EXPAND, Optional.empty());
            is(
                    State.RED,
                    role + " is not the owner of public.things and may not create in schema public"
                            + " and may neither write the schema \"emcee\" nor create it",
                    check(expand, Subject.RIGHTS));
            is(State.YELLOW, role + " sees only what its own sessions do", check(expand, Subject.SESSIONS));
            is(State.YELLOW, "what it does your role may not see", check(expand, Subject.TRANSACTIONS));
            other.end();
        }
        database.execute("GRANT SELECT ON things TO " + role);
        is(
                State.RED,
                "may not read and update public.things",
                check(engine(role).preflight(Operation.MIGRATE, Optional.empty()), Subject.RIGHTS));
        database.execute("GRANT " + database.user() + " TO " + role, "GRANT pg_read_all_stats TO " + role);
        Preflight member = engine(role).preflight(Operation.EXPAND, Optional.empty());
        is(State.GREEN, role + " has them", check(member, Subject.RIGHTS));
        is(State.GREEN, "sees what all sessions do", check(member, Subject.SESSIONS));
        drop(role);
    }

    @Test
    void needOfDiskIsNearWhatTheIndexTakes() {
        rules = new PreflightRules(Map.of(), Duration.ofSeconds(5), 0, 0, 100_000);
        is(State.GREEN, "1 on tables that nobody has analyzed", check(Subject.DISK));
        Engines.of(database, set()).run(Operation.EXPAND, "grow");
        database.execute("INSERT INTO things SELECT generate_series(1, 20000)", "ANALYZE things");
        Check check = check(Subject.DISK);
        is(State.YELLOW, "for 1 index, and as much again while they are sorted, in tablespace \"pg_default\"", check);
        Engines.of(database, set()).run(Operation.EXPAND);
        long size = Long.parseLong(database.value("SELECT pg_relation_size('things_done')"));
        double said = Double.parseDouble(check.value().replaceAll("about ([0-9.]+) MB.*", "$1")) * (1 << 20);
        assertTrue(said > size / 2.0 && said < size * 2.0, said + " for " + size);
    }

    @Test
    void redStopsThePhaseUntilItIsOverruled() throws SQLException {
        rules = rules(Duration.ofMillis(1), Map.of(Subject.TRANSACTIONS, Mode.REQUIRE));
        Engine engine = engine(database.user());
        Engines own = Engines.of(database, set());
        Plan plan = engine.plan(Operation.EXPAND, Optional.of("grow"));
        try (Holder other = Holder.of(database, "SELECT count(*) FROM pg_class")) {
            GateRefused refused =
                    assertThrows(GateRefused.class, () -> engine.run(plan, own.events()::add, new StopSignal()));
            assertEquals(Gate.PREFLIGHT, refused.gate());
            assertEquals(6, refused.exitCode());
            assertTrue(
                    refused.getMessage().endsWith("; or overrule it: --overrule preflight.transactions=REASON"),
                    refused::getMessage);
            assertEquals(
                    List.of("preflight_done", "gate_closed", "run_ended"),
                    own.events().stream().map(Event::kind).toList());
            assertEquals("start", own.version());
            own.events().clear();
            Overrules overrules = Overrules.NONE.with(Subject.TRANSACTIONS, "it is the report of the night");
            engine.run(plan, overrules, own.events()::add, new StopSignal());
            assertEquals("grow", own.version());
            assertEquals(
                    List.of(
                            "run_started",
                            "preflight_done",
                            "overruled",
                            "backup_missed",
                            "phase_started",
                            "step_started"),
                    own.events().stream().map(Event::kind).limit(6).toList());
            assertEquals(
                    "Overruled preflight.transactions (",
                    database.value("SELECT facts::json->>'sentence' FROM emcee.journal WHERE kind = 'overruled'")
                            .substring(0, 34));
            assertEquals("1", database.value("SELECT count(*) FROM emcee.journal WHERE kind = 'refused'"));
            Event.Overruled overruled = (Event.Overruled) own.events().get(2);
            assertEquals("it is the report of the night", overruled.reason());
            assertEquals("preflight.transactions", overruled.facts().get("gate"));
            other.end();
        }
    }

    @Test
    void eachLaterPhaseIsLookedAtWhenItBegins() throws SQLException {
        rules = rules(Duration.ofSeconds(5), Map.of(Subject.INDEXES, Mode.REQUIRE));
        Engine engine = engine(database.user());
        Engines own = Engines.of(database, set());
        Plan plan = engine.plan(Operation.UPGRADE, Optional.empty());
        GateRefused refused = assertThrows(
                GateRefused.class,
                () -> engine.run(
                        plan,
                        event -> {
                            own.events().add(event);
                            if (event instanceof Event.StepDone done
                                    && done.step().id().text().equals("move")) {
                                database.execute("INSERT INTO things (id, done) VALUES (1, 1), (2, 1)");
                                fails("CREATE UNIQUE INDEX CONCURRENTLY things_twice ON things (state)");
                            }
                        },
                        new StopSignal()));
        assertTrue(
                refused.getMessage().startsWith("Contract refused: preflight indexes: 1 invalid"), refused::getMessage);
        assertEquals("indexed", own.version());
        assertEquals(
                List.of(Operation.UPGRADE, Operation.MIGRATE, Operation.CONTRACT),
                own.events().stream()
                        .filter(Event.PreflightDone.class::isInstance)
                        .map(event -> ((Event.PreflightDone) event).preflight().operation())
                        .toList());
    }

    @Test
    void ifNotExistsInATransactionDoesNotPassOverAnInvalidIndex() {
        database.execute("INSERT INTO things VALUES (1), (2)");
        fails("CREATE UNIQUE INDEX CONCURRENTLY things_hits ON things (state)");
        Engines own = Engines.of(
                        database,
                        new OwnSet(folder)
                                .of(
                                        OwnSet.START,
                                        OwnSet.with(
                                                "waive: {index-not-concurrently: the table is small}",
                                                OwnSet.expand(
                                                        "hits",
                                                        "start",
                                                        "CREATE INDEX IF NOT EXISTS things_hits ON things (hits)"))))
                .run(Operation.EXPAND);
        assertEquals(
                List.of("The invalid index \"things_hits\", left by an attempt that did not end, was dropped."),
                own.events().stream()
                        .filter(Event.Healed.class::isInstance)
                        .map(event -> ((Event.Healed) event).sentence())
                        .toList());
        assertEquals("t|hits", database.rows("""
                        SELECT i.indisvalid, a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid
                        WHERE i.indexrelid = 'things_hits'::regclass
                        """).get(0));
    }

    @Test
    void whatAFailedReindexHasLeftIsTakenAwayBeforeTheNext() {
        database.execute("CREATE INDEX things_hits ON things (hits)");
        fails(
                "CREATE UNIQUE INDEX CONCURRENTLY things_hits_ccnew1 ON things (state)",
                "INSERT INTO things VALUES (1), (2)");
        Engines own = Engines.of(
                        database,
                        new OwnSet(folder)
                                .of(
                                        OwnSet.START,
                                        OwnSet.expand(
                                                "again", "start", "REINDEX INDEX CONCURRENTLY public.things_hits")))
                .run(Operation.EXPAND);
        assertEquals("again", own.version());
        assertEquals("0", database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        assertFalse(own.events().stream().noneMatch(Event.Healed.class::isInstance));
    }

    private void fails(String sql, String... before) {
        database.execute(before);
        assertThrows(IllegalStateException.class, () -> database.execute(sql));
    }

    private String role() {
        String role = database.name() + "_role";
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'");
        return role;
    }

    private void drop(String role) {
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private static PreflightRules rules(Duration transaction, Map<Subject, Mode> modes) {
        PreflightRules otherwise = PreflightRules.DEFAULT;
        return new PreflightRules(modes, transaction, otherwise.retained(), otherwise.lag(), otherwise.disk());
    }
}
