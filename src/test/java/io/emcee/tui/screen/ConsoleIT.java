package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.run.RunState;
import io.emcee.tui.loop.ScreenDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console on a real database at mitaka02 with sixty images, driven by keys. */
@ExtendWith(Postgres.class)
class ConsoleIT {
    /** The first batch is the first page. */
    private static final String ON_SECOND_PAGE = "SELECT id FROM images WHERE ctid > '(1,0)' ORDER BY ctid LIMIT 1";

    private static final String SOME_LEFT = "SELECT count(*) BETWEEN 1 AND 40 FROM images WHERE visibility IS NULL";

    /** Makes the batch of an image wait for as long as somebody holds the advisory lock 42. */
    private static final String WAITING = """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                WHILE EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42) LOOP
                    PERFORM pg_sleep(0.01);
                END LOOP;
                RETURN NEW;
            END $$;
            CREATE TRIGGER wait BEFORE UPDATE ON images FOR EACH ROW
            WHEN (NEW.id = '%s') EXECUTE FUNCTION wait();
            """;

    private GlanceLab lab;
    private ScreenDriver<ConsoleState> screen;
    private final Reel reel = Reel.masked(Mask::of);

    @BeforeEach
    void open(TestDatabase database) {
        lab = GlanceLab.beside(database);
        screen = ScreenDriver.of(new Console(lab.world()), 80, 24);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void take(String title, String... keys) {
        screen.press(keys);
        reel.take(title, screen);
    }

    @Test
    void theWholeWayFromMitakaToTheNewestReleaseIsWalkedByKeys() {
        take("overview");
        Pictures.matches("overview", screen);
        take("tables", "4");
        Pictures.matches("tables", screen);
        take("graph", "2");
        Pictures.matches("graph", screen);
        take("preflight", "3");
        take("expand", "enter");
        Pictures.matches("step", screen);
        take("expanded", "enter");
        take("migrated", "enter");
        assertEquals("0", lab.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        take("contract asks", "enter");
        screen.type("glans");
        take("the wrong name", "enter");
        assertEquals("t", lab.value(GlanceLab.COLUMN.formatted("is_public")));
        screen.press("esc", "enter").type("glance");
        take("ocata is complete", "enter");
        assertEquals("f", lab.value(GlanceLab.COLUMN.formatted("is_public")));
        walkOn();
        take("up to date");
        take("graph at the end", "2", "g");
        take("an applied revision", "enter");
        assertEquals(
                "2024_1_expand01, 2024_1_contract01",
                screen.model().facts().orElseThrow().version().toString());
        reel.matches("walk");
    }

    /** Enter until nothing is left, and the name where it is asked for. */
    private void walkOn() {
        for (int steps = 0;
                steps < 100 && screen.model().facts().orElseThrow().next().isPresent();
                steps++) {
            String before = screen.text();
            screen.press("enter");
            if (screen.model().overlay().isPresent()) {
                screen.type("glance").press("enter");
            }
            if (before.contains("Nothing changes in queens")) {
                reel.take("a release that changes nothing is one Enter", screen);
            }
            assertFalse(screen.text().contains("did not succeed"), screen::text);
        }
    }

    @Test
    void aDataMigrationIsSeenOnItsWayStoppedAndGoneOnWith() throws SQLException {
        expanded();
        lab.execute(WAITING.formatted(lab.value(ON_SECOND_PAGE)));
        try (Connection holder = lab.session();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(42)");
            screen = ScreenDriver.holding(new Console(lab.world()), 80, 24)
                    .runEffects()
                    .press("3")
                    .runEffects()
                    .press("enter");
            screen.runBeside().awaits(model -> rows(model) > 0 && lab.waits());
            reel.take("rows on their way", screen);
            Pictures.matches("migrate", screen);
            assertEquals(Optional.of("A step is running; x stops it."), notice("enter"));
            take("stopping", "x");
            screen.runBeside();
            heard();
            lock.execute("SELECT pg_advisory_unlock(42)");
            screen.awaits(model -> model.running().isEmpty()).runEffects();
        }
        take("stopped");
        assertEquals("t", lab.value(SOME_LEFT));
        screen.press("enter");
        take("looking at it again");
        screen.press("enter").runEffects().runEffects();
        take("gone on with");
        assertEquals("0", lab.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        reel.matches("stop");
    }

    /** The run knows what is wanted of it. */
    private void heard() {
        while (lab.value("SELECT count(*) FROM emcee.run_event WHERE kind = 'asked'")
                .equals("0")) {
            Thread.onSpinWait();
        }
    }

    private Optional<String> notice(String key) {
        screen.press(key);
        return screen.model().notice().stream().map(span -> span.text()).findFirst();
    }

    private static long rows(ConsoleState model) {
        return model.running().flatMap(Running::rows).map(batch -> batch.rows()).orElse(-1L);
    }

    private void expanded() {
        screen.press("3", "enter", "enter");
    }

    @Test
    void quittingWhileItRunsAsksStopsAndQuits() throws SQLException {
        expanded();
        screen = heldInTheMiddle();
        assertFalse(screen.press("ctrl-c", "n").hasQuit());
        assertEquals(RunState.RUNNING, screen.model().running().orElseThrow().state());
        assertFalse(screen.press("1", "q", "y").hasQuit());
        assertTrue(screen.text().contains("Stopping, then quitting"), screen::text);
        screen.runBeside();
        heard();
        released();
        assertTrue(screen.awaits(model -> screen.hasQuit()).hasQuit());
        assertEquals("t", lab.value(SOME_LEFT));
    }

    @Test
    void aTerminalThatHangsUpStopsTheRunAfterItsBatch() throws SQLException {
        expanded();
        screen = heldInTheMiddle();
        assertFalse(screen.hangUp().runBeside().hasQuit());
        heard();
        released();
        assertTrue(screen.awaits(model -> screen.hasQuit()).hasQuit());
        assertEquals("t", lab.value(SOME_LEFT));
    }

    @Test
    void aSecondConsoleSeesTheRunLiveAndPausesIt() throws SQLException {
        expanded();
        screen = heldInTheMiddle();
        ScreenDriver<ConsoleState> second =
                ScreenDriver.holding(new Console(lab.world()), 80, 24).runEffects();
        second.runBeside().awaits(model -> rows(model) > 0).press("3", "enter");
        assertTrue(second.text().contains("of maria@bastion goes on; x stops it."), second::text);
        assertTrue(second.text().contains(" of maria@bastion (pid "), second::text);
        assertTrue(second.text().contains(" of 60 rows"), second::text);
        second.press("p").runBeside();
        heard();
        released();
        second.awaits(ConsoleIT::paused);
        screen.awaits(ConsoleIT::paused);
        String left = lab.value("SELECT count(*) FROM images WHERE visibility IS NULL");
        assertEquals("t", lab.value(SOME_LEFT));
        assertEquals(left, lab.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        second.press("p").runBeside().awaits(model -> model.running().isEmpty());
        screen.awaits(model -> model.running().isEmpty());
        assertEquals("0", lab.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        assertTrue(second.text().contains("of maria@bastion is done."), second::text);
        assertEquals(
                "{\"wanted\":\"pause\"}, {\"wanted\":\"run\"}",
                lab.value("SELECT string_agg(facts, ', ' ORDER BY number) FROM emcee.journal WHERE kind = 'asked'"));
    }

    private static boolean paused(ConsoleState model) {
        return model.running().filter(run -> run.state() == RunState.PAUSED).isPresent();
    }

    private ScreenDriver<ConsoleState> heldInTheMiddle() throws SQLException {
        lab.execute("CREATE TABLE held ()");
        lab.execute(WAITING.replace(
                        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42",
                        "SELECT FROM pg_class WHERE relname = 'held'")
                .formatted(lab.value(ON_SECOND_PAGE)));
        ScreenDriver<ConsoleState> held = ScreenDriver.holding(new Console(lab.world()), 80, 24)
                .runEffects()
                .press("3")
                .runEffects()
                .press("enter");
        return held.runBeside().awaits(model -> rows(model) > 0 && lab.waits());
    }

    private void released() {
        lab.execute("DROP TABLE held");
    }

    @Test
    void aStepThatFailsIsShownAndTriedAgain() {
        lab.execute("ALTER TABLE images ADD COLUMN visibility text");
        screen.press("3", "enter");
        take("failed", "enter");
        lab.execute("ALTER TABLE images DROP COLUMN visibility");
        take("looking at it again", "enter");
        take("it succeeds", "enter");
        reel.matches("failure");
    }

    @Test
    void anotherEmceeAtWorkIsNamedAndWaitedFor() throws SQLException {
        screen.press("3", "enter");
        try (Connection other = lab.session();
                Statement lock = other.createStatement()) {
            lock.execute("SET application_name = 'emcee/0.1 migrate nina@bastion'");
            lock.execute("SELECT pg_advisory_lock(" + GlanceLab.LOCK + ")");
            shows("Another emcee works on \"glance\": pid", "enter");
            shows("emcee/0.1 migrate nina@bastion", "esc", "r");
            shows("Another emcee works on this database: pid", "3", "enter");
        }
        assertFalse(screen.press("r").text().contains("nina"), screen::text);
        shows("ocata_expand01 is done", "enter");
    }

    @Test
    void aReaderThatBlocksAStepIsSeenAtOnceAndEndedByTypingItsPid() throws SQLException {
        try (Connection reader = lab.session();
                Statement select = reader.createStatement()) {
            reader.setAutoCommit(false);
            select.execute("SET application_name = 'nova-api'; SELECT FROM images");
            int pid = reader.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            screen = ScreenDriver.holding(new Console(lab.world()), 80, 24)
                    .runEffects()
                    .press("3")
                    .runEffects()
                    .press("enter", "enter");
            screen.runBeside().awaits(model -> !Whom.BLOCKING.of(model).isEmpty());
            shows("pid " + pid + " (role \"postgres\", nova-api,");
            shows("K end session");
            shows("Type its pid, " + pid + ", to go on:", "K");
            screen.type(String.valueOf(pid)).press("enter").runBeside();
            screen.awaits(model -> model.running().isEmpty()).runEffects();
        }
        assertEquals("t", lab.value(GlanceLab.COLUMN.formatted("visibility")));
    }

    @Test
    void whoBlocksWhomIsSeenAmongTheSessions() throws Exception {
        try (Connection holder = lab.session();
                Statement lock = holder.createStatement();
                Connection waiter = lab.session()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE images");
            CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> count(waiter));
            while (lab.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0")) {
                Thread.onSpinWait();
            }
            String text = screen.press("5").text();
            assertTrue(text.lines().toList().get(3).contains("in transaction"), screen::text);
            assertTrue(text.lines().toList().get(4).contains("╰─ "), screen::text);
            shows("Waits for AccessShareLock on images, for", "j", "enter");
            holder.rollback();
            waits.join();
        }
    }

    private static void count(Connection waiter) {
        try (Statement statement = waiter.createStatement()) {
            statement.execute("SELECT count(*) FROM images");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void shows(String part, String... keys) {
        String text = screen.press(keys).text().replaceAll("\\s+", " ");
        assertTrue(text.contains(part), screen::text);
    }

    @Test
    void theJournalIsReadToItsEndFilteredByTheServerAndVerified() {
        shows("run_ended", "6");
        shows("The journal is as it was written:", "v");
        lab.execute("""
                INSERT INTO emcee.journal (number, at, run, kind, role, os_user, host, application, facts, hash)
                SELECT number, now(), NULL, 'made_up', 'nina', 'nina', 'bastion', 'emcee/0.1', '{"made":"up"}', ''
                FROM generate_series((SELECT max(number) + 1 FROM emcee.journal), 1000) AS number
                """);
        screen.advance(Duration.ofSeconds(2));
        shows("nina@bastion made_up {\"made\":\"up\"}");
        shows("the newest 200 entries");
        for (int pages = 0; pages < 10 && !journal().pages().orElseThrow().whole(); pages++) {
            screen.press("G");
        }
        shows("1,000 entries", "G");
        assertEquals(Optional.of(1L), journal().rows().selected());
        shows("The journal was altered: entry", "v");
        screen.press("/").type("STEP_DONE").advance(Duration.ofSeconds(1)).press("enter", "G");
        shows("filter: STEP_DONE, 5 entries");
        shows("Images and what belongs to them", "enter");
        screen.press("w", "G");
        shows("run 1,");
        shows("operation upgrade", "enter");
    }

    @Test
    void aDatabaseOfAnotherToolIsAdoptedWalkedOnAndAdoptedAgainWhenThatToolMovesIt() {
        lab.execute("DROP SCHEMA emcee CASCADE; CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
                + " INSERT INTO alembic_version VALUES ('mitaka02')");
        shows("Next ▸ emcee db version_control", "r");
        shows("base: mitaka02, the resource type", "enter");
        assertEquals("", lab.value("SELECT coalesce(to_regnamespace('emcee')::text, '')"));
        shows("The database is under control at mitaka02.", "enter", "y");
        shows("What ocata does");
        shows("ocata_expand01 is done", "enter", "enter");
        assertEquals("ocata_expand01", lab.value("SELECT version_num FROM alembic_version"));

        lab.execute("UPDATE alembic_version SET version_num = 'ocata_contract01'");
        shows("another tool has moved it", "r");
        shows("contract: ocata_contract01, visibility becomes mandatory");
        shows("ocata_migrate01, whose question still finds 60 rows", "G");
        shows("The database is under control at ocata_expand01, ocata_contract01.", "enter", "enter");
        shows("What pike does");
        shows("adopted at mitaka02, by alembic_version", "6");
    }

    private JournalScreen journal() {
        return JournalScreen.here(screen.model());
    }

    @Test
    void anEditedRevisionIsNamedAndNothingRuns() {
        lab.execute("UPDATE emcee.history_base SET checksum = checksum + 1 WHERE script LIKE '%mitaka02%'");
        take("drift", "r");
        take("drift, upgrade", "3", "enter");
        reel.matches("drift");
    }

    @Test
    void aDatabaseThatIsGoneSaysSoUntilItIsThereAgain() {
        ScreenDriver<ConsoleState> lost = ScreenDriver.of(new Console(GlanceLab.nowhere()), 80, 24);
        reel.take("no answer", lost);
        reel.take("the tables cannot be asked", lost.press("4", "s"));
        reel.matches("unreachable");
    }
}
