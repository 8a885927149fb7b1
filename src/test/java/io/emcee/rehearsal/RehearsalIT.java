package io.emcee.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import io.emcee.engine.Plan;
import io.emcee.engine.Soon;
import io.emcee.engine.StopSignal;
import io.emcee.lint.LockMode;
import io.emcee.lint.Work;
import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plans rehearsed on a real server, mostly without a pg_dump: the copy is then replayed. */
@ExtendWith(Postgres.class)
class RehearsalIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void begin(TestDatabase given) {
        database = given;
    }

    @AfterEach
    void noCopyIsLeft() {
        assertEquals("0", database.value(Stages.LEFT));
    }

    @Test
    void glanceIsWhatTheLinterSaysAndTheDatabaseIsAsItWas() {
        Stages stages = Stages.of(database, RevisionSets.load("glance")).at("mitaka02");
        RehearsalReport report = stages.rehearse("ocata");
        assertEquals(8, report.steps().size());
        assertEquals(17, report.statements());
        assertEquals(17, report.count(Agreement.SAME), report::toString);
        RehearsedStatement build = report.steps().get(1).statements().get(0);
        assertEquals(
                List.of(LockMode.SHARE_UPDATE_EXCLUSIVE),
                build.measured().locks().stream().map(lock -> lock.mode()).toList());
        assertTrue(build.measured().complete());
        assertFalse(report.copy().embedded());
        assertTrue(
                report.copy()
                        .notes()
                        .get(0)
                        .startsWith("The copy was made by replaying the applied revisions (no pg_dump was found; it"
                                + " needs one of version "),
                report::toString);
        assertEquals("mitaka02", stages.engine().inspect().progress().version().toString());
        assertEquals("0", database.value("SELECT count(*) FROM emcee.history_expand WHERE script LIKE '%ocata%'"));
    }

    @Test
    void aRewriteIsSeenAndWhatTheLinterDoesNotKnowIsMeasured() {
        Stages stages = own(OwnSet.START, OwnSet.expand("grow", "start", """
                        ALTER TABLE things ALTER COLUMN hits TYPE bigint;
                        -- part
                        DO $$ BEGIN LOCK TABLE things IN SHARE MODE; END $$;
                        CREATE FUNCTION quiet() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
                            LOCK TABLE things IN EXCLUSIVE MODE; RETURN 1; END $$;
                        SELECT quiet();
                        """));
        RehearsalReport report = stages.at("start").rehearse();
        RehearsedStatement rewrite = report.steps().get(0).statements().get(0);
        assertEquals(Work.REWRITE, rewrite.measured().work());
        assertEquals(
                "ACCESS EXCLUSIVE on things: blocks reads and writes",
                rewrite.measured().locks().get(0).toString());
        assertTrue(rewrite.measured().said().contains("rewriting table \"things\""), rewrite::toString);
        assertEquals(Agreement.SAME, rewrite.agreement());
        List<RehearsedStatement> second = report.steps().get(1).statements();
        assertEquals(Agreement.NOT_UNDERSTOOD, second.get(0).agreement());
        assertEquals(LockMode.SHARE, second.get(0).measured().locks().get(0).mode());
        assertEquals(Agreement.DIFFERENT, second.get(2).agreement());
        assertEquals(LockMode.EXCLUSIVE, second.get(2).measured().locks().get(0).mode());
        assertEquals(1, report.count(Agreement.DIFFERENT));
    }

    @Test
    void whatARevisionMakesItselfIsLockedForNobody() {
        Stages stages = own(OwnSet.START, OwnSet.expand("grow", "start", """
                        CREATE TABLE parts (id bigint PRIMARY KEY, thing bigint REFERENCES things (id));
                        ALTER TABLE parts ADD CONSTRAINT filled CHECK (thing > 0);
                        ALTER TABLE parts ALTER COLUMN id TYPE text;
                        """));
        List<RehearsedStatement> statements =
                stages.at("start").rehearse().steps().get(0).statements();
        assertEquals(
                List.of("SHARE ROW EXCLUSIVE on things: blocks writes"),
                statements.get(0).measured().locks().stream()
                        .map(Object::toString)
                        .toList());
        assertTrue(statements.stream().allMatch(statement -> statement.agreement() == Agreement.SAME));
        assertTrue(
                statements.stream().allMatch(statement -> statement.measured().work() == Work.NOTHING));
    }

    /** A VACUUM lets the reader pass that holds others up, so its locks may be seen or missed. */
    @Test
    void aLockThatIsMissedIsNotCalledADifference() {
        Stages stages = own(OwnSet.START, OwnSet.expand("grow", "start", "VACUUM things"));
        RehearsedStatement vacuum =
                stages.at("start").rehearse().steps().get(0).statements().get(0);
        assertFalse(vacuum.measured().complete());
        assertTrue(List.of(Agreement.SAME, Agreement.NOT_SEEN).contains(vacuum.agreement()), vacuum::toString);
    }

    @Test
    void theTablesMayBeInASchemaOfAnyName() {
        String schema = "o'd\"d, \\d\n";
        database.execute("CREATE SCHEMA \"" + schema.replace("\"", "\"\"") + "\"");
        Stages stages = Stages.of(
                        database.url(),
                        database.user(),
                        database.password(),
                        new OwnSet(folder)
                                .of(
                                        OwnSet.START,
                                        OwnSet.expand(
                                                "grow",
                                                "start",
                                                "ALTER TABLE things ADD COLUMN done integer;\n-- part\n"
                                                        + "CREATE INDEX CONCURRENTLY found ON things (done)"),
                                        OwnSet.MOVE),
                        schema)
                .at("start");
        RehearsalReport report = stages.rehearse();
        assertTrue(report.failed().isEmpty(), report::toString);
        assertEquals(3, report.count(Agreement.SAME), report::toString);
    }

    @Test
    void aStatementThatFailsEndsTheRehearsalAtItsStep() {
        Stages stages = own(
                OwnSet.START,
                OwnSet.expand(
                        "grow",
                        "start",
                        "ALTER TABLE things ADD COLUMN done integer;\nALTER TABLE nowhere"
                                + " ADD COLUMN more integer"),
                OwnSet.MOVE);
        RehearsalReport report = stages.at("start").rehearse();
        assertEquals(1, report.steps().size());
        RehearsedStep failed = report.failed().orElseThrow();
        assertEquals("grow", failed.step().title());
        assertEquals(2, failed.statements().size());
        assertEquals(
                "ERROR: relation \"nowhere\" does not exist", failed.failed().orElseThrow());
    }

    @Test
    void aBatchIsRunThoughThereAreNoRowsAndItsKeyIsLookedAt() {
        String keyless = OwnSet.MOVE.replace("-- key: id", "-- key: state");
        Stages stages = own(OwnSet.START, OwnSet.GROW, keyless);
        assertTrue(
                stages.rehearse().failed().orElseThrow().failed().orElseThrow().contains("\"state\""));
        stages = own(OwnSet.START, OwnSet.GROW, OwnSet.MOVE.replace("hits = hits + 1", "hits = hits || true"));
        RehearsedStep failed = stages.rehearse().failed().orElseThrow();
        assertEquals("move", failed.step().title());
        assertEquals(1, failed.statements().size());
        stages = own(OwnSet.START, OwnSet.GROW, OwnSet.MOVE, OwnSet.SHRINK);
        RehearsalReport report = stages.rehearse();
        assertTrue(report.failed().isEmpty(), report::toString);
        assertEquals(
                "ROW EXCLUSIVE on things: lets reads and writes pass",
                report.steps()
                        .get(2)
                        .statements()
                        .get(0)
                        .measured()
                        .locks()
                        .get(0)
                        .toString());
    }

    @Test
    void aVerificationThatIsFalseWithoutRowsIsARemarkAndOneThatFailsAFailure() {
        Stages stages = own(OwnSet.START, OwnSet.with("verify: SELECT count(*) > 0 FROM things", OwnSet.GROW));
        RehearsedStep step = stages.at("start").rehearse().steps().get(0);
        assertTrue(step.failed().isEmpty());
        assertEquals(1, step.remarks().size());
        stages = own(OwnSet.START, OwnSet.with("verify: SELECT never FROM things", OwnSet.GROW));
        assertTrue(
                stages.rehearse().failed().orElseThrow().failed().orElseThrow().startsWith("its verification: "));
    }

    @Test
    void whoMayNotCreateADatabaseRehearsesOnAnEmbeddedServerThatKnowsTheRoles() {
        Stages owner = own(
                OwnSet.START,
                OwnSet.expand(
                        "grow",
                        "start",
                        "GRANT SELECT ON things TO rehearsal_plain;\n" + "ALTER TABLE things ADD COLUMN done integer"));
        owner.at("start");
        database.execute(
                "CREATE ROLE rehearsal_plain LOGIN PASSWORD '" + database.password() + "'",
                "GRANT USAGE ON SCHEMA emcee TO rehearsal_plain",
                "GRANT SELECT ON ALL TABLES IN SCHEMA emcee, public TO rehearsal_plain");
        try {
            RehearsalReport report = Stages.of(
                            database.url(),
                            "rehearsal_plain",
                            database.password(),
                            owner.engine().set())
                    .rehearse();
            assertTrue(report.failed().isEmpty(), report::toString);
            assertTrue(report.copy().embedded());
            assertTrue(
                    report.copy()
                            .notes()
                            .get(0)
                            .contains("(role rehearsal_plain may not create a database on the target's server)"),
                    report::toString);
        } finally {
            database.execute("DROP OWNED BY rehearsal_plain", "DROP ROLE rehearsal_plain");
        }
    }

    @Test
    void whatReachesBeyondItsDatabaseIsRehearsedOnAnEmbeddedServerByNoSuperuser() {
        String reach = "DO $$ BEGIN EXECUTE 'CREATE ROLE rehearsal_reach'; END $$;\n"
                + "CREATE TABLE made AS SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user;\n"
                + "ALTER TABLE made ADD CHECK (NOT super)";
        Stages stages = own(OwnSet.START, OwnSet.expand("grow", "start", reach));
        RehearsalReport report = stages.at("start").rehearse();
        assertTrue(report.failed().isEmpty(), report::toString);
        assertTrue(
                report.copy().notes().get(0).contains("(the revision \"grow\" reaches beyond the database it runs in)"),
                report::toString);
        assertEquals("0", database.value("SELECT count(*) FROM pg_roles WHERE rolname = 'rehearsal_reach'"));
    }

    @Test
    void aDatabaseThatSomebodyUpgradesMeanwhileIsNotRehearsed() {
        Stages stages = own(OwnSet.START, OwnSet.GROW).at("start");
        Plan plan = stages.plan();
        stages.at("grow");
        Rehearsal rehearsal = new Rehearsal(stages.engine(), stages.database(), stages.settings());
        assertThrows(RehearsalFailed.class, () -> rehearsal.run(plan, line -> {}, new StopSignal()));
    }

    @Test
    void aStopEndsTheStatementAndTheCopyGoes() {
        Stages stages = own(OwnSet.START, OwnSet.expand("grow", "start", "SELECT pg_sleep(60)"));
        stages.at("start");
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> rehearsal =
                Soon.run(() -> new Rehearsal(stages.engine(), stages.database(), stages.settings())
                        .run(stages.plan(), line -> {}, stop));
        Soon.isTrue(database, "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
        assertEquals("1", database.value(Stages.LEFT));
        stop.request();
        CompletionException ended = assertThrows(CompletionException.class, rehearsal::join);
        assertEquals(RehearsalStopped.class, ended.getCause().getClass());
    }

    @Test
    void whatAKilledRehearsalLeftIsDroppedByTheNextUnlessSomebodyUsesIt() throws SQLException {
        Stages stages = own(OwnSet.START, OwnSet.GROW);
        stages.at("start");
        String other = "emcee_rehearsal_2";
        database.execute("CREATE DATABASE emcee_rehearsal_1", "CREATE DATABASE " + other);
        database.execute("CREATE DATABASE emcee_rehearsal_3");
        try (Connection owner = database.connection();
                Statement lock = owner.createStatement();
                Connection user = java.sql.DriverManager.getConnection(
                        database.url().replace(database.name(), "emcee_rehearsal_3"),
                        database.user(),
                        database.password())) {
            lock.execute("SELECT pg_advisory_lock(" + 0x656d6372 + ", 2)");
            stages.rehearse();
            assertEquals(
                    List.of(other, "emcee_rehearsal_3"),
                    database.rows("SELECT datname FROM pg_database WHERE datname LIKE 'emcee\\_r%' ORDER BY 1"));
            assertTrue(user.isValid(1));
        }
        Soon.isTrue(database, "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname LIKE 'emcee\\_rehearsal%'");
        Soon.isTrue(database, "SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND objid = 2");
        stages.rehearse();
    }

    private Stages own(String... files) {
        return Stages.of(database, new OwnSet(folder).of(files));
    }
}
