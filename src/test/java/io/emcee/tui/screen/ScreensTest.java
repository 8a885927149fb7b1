package io.emcee.tui.screen;

import io.emcee.batch.Going;
import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.batch.Level;
import io.emcee.batch.TimeLeft;
import io.emcee.engine.Check;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.Event;
import io.emcee.engine.RowProgress;
import io.emcee.engine.Step;
import io.emcee.engine.Surveys;
import io.emcee.journal.Filter;
import io.emcee.revision.RevisionId;
import io.emcee.run.Wanted;
import io.emcee.script.Script;
import io.emcee.tui.loop.ScreenDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Every screen as a picture, at the sizes that matter. */
class ScreensTest {
    private World world;
    private ScreenDriver<ConsoleState> screen;
    private final Reel reel = Reel.plain();

    @Test
    void everyScreenAtTheUsualSize() {
        shoot(Worlds.unicode(), 80, 24);
        reel.matches("80x24");
    }

    @Test
    void everyScreenOnAWideTerminal() {
        shoot(Worlds.unicode(), 120, 40);
        reel.matches("120x40");
    }

    @Test
    void everyScreenOnTheSmallestTerminal() {
        shoot(Worlds.unicode(), 40, 12);
        reel.matches("40x12");
    }

    @Test
    void everyScreenWithoutColourAndUtf8() {
        shoot(Worlds.plain(), 80, 24);
        reel.matches("plain");
    }

    private void shoot(World where, int columns, int rows) {
        world = where;
        screen = Worlds.open(world, columns, rows);
        withoutAnAnswer();
        overview();
        graph();
        tables();
        sessions();
        journal();
        overlays();
        upgrade();
        obstacles();
    }

    private void take(String title) {
        reel.take(title, screen);
    }

    private void withoutAnAnswer() {
        take("connecting");
        screen.send(model -> io.emcee.tui.loop.Step.of(model.troubled("No server answers at \"127.0.0.1:1\"."
                + " See that PostgreSQL runs there and that no firewall is in between.")));
        take("no answer yet");
        take("no answer yet, graph", "2");
        screen.press("1");
    }

    private void take(String title, String... keys) {
        screen.press(keys);
        if (screen.model().tab() == Tab.GRAPH) {
            // The pane beside the list follows the selection when it rests.
            screen.advance(Duration.ofMillis(150));
        }
        take(title);
    }

    private void overview() {
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        take("overview before the tables are read");
        Worlds.tables(screen, world, Worlds.glanceTables());
        Worlds.counted(screen, "tasks", 120, 812);
        take("overview at mitaka02");
        screen.send(model -> io.emcee.tui.loop.Step.of(model.troubled("The connection to \"127.0.0.1:1\" broke.")));
        take("overview when the database is gone");
        Worlds.learn(
                screen,
                world,
                Surveys.at(
                        Worlds.GLANCE,
                        Worlds.applied("ocata_expand01", "mitaka02"),
                        Worlds.pending("ocata_migrate01", 20000)));
        take("overview with rows to migrate");
    }

    private void graph() {
        take("graph", "2");
        take("graph, another revision", "j", "j");
        take("graph, details", "enter");
        take("graph, details, scrolled", "pgdn");
        take("graph, the key for a filter in the details", "/");
        take("graph, typing a filter", "esc", "/", "t", "r", "a", "i");
        take("graph, filtered", "enter");
        take("graph, nothing found", "/", "x", "enter");
        screen.press("esc");
    }

    private void tables() {
        take("tables", "4");
        take("tables by soft-deleted rows", "s", "s", "s");
        take("tables, filtered", "/", "i", "m", "a", "g", "enter");
        take("tables, x while nothing is counted", "esc", "g", "G", "c");
        take("tables and the last statements", "l");
        screen.press("l");
    }

    private void sessions() {
        take("sessions before the first answer", "5");
        Worlds.sessions(
                screen,
                world,
                List.of(
                        Worlds.session(4711, "idle in transaction", 754),
                        Worlds.session(4712, "active", 31, 4711),
                        Worlds.session(4713, "active", 8, 4712),
                        Worlds.session(4714, "active", 7, 4712, 4711),
                        Worlds.session(4800, "active", 2),
                        Worlds.session(4801, "idle", 86400),
                        Worlds.session(12, "idle in transaction (aborted)", 7200),
                        Worlds.hidden(13)));
        take("sessions");
        take("sessions by how long", "s", "s", "s");
        take("a session", "s", "g", "j", "enter");
        take("sessions, filtered", "esc", "/", "4", "7", "1", "enter");
        Worlds.sessions(screen, world, List.of());
        take("sessions, nobody", "esc");
        screen.send(model -> SessionsScreen.here(model)
                .failed("The sessions could not be asked: the connection broke.", model, world));
        take("sessions, no answer");
        screen.press("4");
    }

    private void journal() {
        take("journal before the first answer", "6");
        Journals.arrive(screen, Filter.ALL, List.of());
        take("no journal");
        Journals.arrive(screen, Filter.ALL, Journals.run());
        take("journal");
        take("an entry with statements", "j", "j", "j", "enter");
        take("an entry with nested facts", "esc", "k", "enter");
        take("the whole run is asked for", "w");
        Journals.arrive(screen, Filter.run(2), Journals.run().subList(0, 6));
        take("a run");
        take("journal, typing a filter", "esc", "/", "p", "i", "d");
        Journals.arrive(screen, Filter.text("pid"), Journals.run().subList(2, 3));
        take("journal, filtered", "enter");
        screen.press("4");
    }

    private void overlays() {
        take("help", "?");
        take("help, to the end", "G");
        take("command line", "esc", ":", "d", "b", "space", "c", "tab");
        take("command line with choices", "tab");
        screen.press("esc", ":").type("db check").press("enter");
        take("a command runs");
        take("nobody looks at it", "esc");
        TypedCommand ended = new TypedCommand(
                "db check",
                world.commands().command("db check"),
                List.of("ran db check", "expand is next: emcee db expand"),
                OptionalInt.of(3));
        screen.press(":").send(model -> io.emcee.tui.loop.Step.of(model.with(ended)));
        take("output of a command");
        screen.press("esc");
    }

    private void upgrade() {
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        take("preflight is being made", "3");
        Worlds.examined(
                screen,
                world,
                new Check(Subject.RECOVERY, State.GREEN, "the server is a primary", "a primary", List.of()),
                new Check(
                        Subject.CONNECTIONS,
                        State.RED,
                        "3 free, by max_connections = 100",
                        "10 are needed",
                        List.of("end sessions that are idle, or raise the limit")),
                new Check(
                        Subject.TRANSACTIONS,
                        State.YELLOW,
                        "1 in the way: pid 4711 (role \"glance\", nova-api, idle in transaction for 3 min)",
                        "none older than 5 s",
                        List.of("wait until they end, or end them", "SELECT pg_terminate_backend(4711)")));
        take("preflight");
        take("what is red bars the way", "enter");
        take("overruling it", "o", "s", "o");
        take("overruled", "enter");
        take("step", "enter");
        Worlds.learn(
                screen,
                world,
                Surveys.at(
                        Worlds.GLANCE,
                        Worlds.applied("ocata_expand01", "mitaka02"),
                        Worlds.pending("ocata_migrate01", 20000)));
        take("step with rows");
        screen.press("enter");
        Worlds.begun(screen);
        started("ocata_migrate01");
        screen.send(model -> happened(
                model, new Event.StatementDone("UPDATE images\n  SET visibility = 'public'", Duration.ofMillis(95))));
        batch(0, 0);
        take("rows begin");
        batch(12000, 8);
        Worlds.pass(screen, world, Duration.ofSeconds(3));
        take("rows on their way");
        throttled();
        take("held by the server");
        screen.press("+");
        take("longer batches");
        take("a key that needs the run to end", "enter");
        take("leaving while it runs", "ctrl-c");
        take("staying, and stopping", "n", "x");
        ended(Optional.of(new IllegalStateException("made up")));
        take("failed");
        done();
        take("a contract");
        take("typing the name", "G", "enter", "g", "l", "a");
        take("the wrong name", "enter");
        screen.press("esc", "1");
    }

    private void started(String revision) {
        Script script = Worlds.GLANCE.script(RevisionId.of(revision));
        Step step = new Step(script, script.lastPart(), Step.Kind.ROWS, true);
        screen.send(model -> happened(model, new Event.StepStarted(step, 1, 1)));
    }

    private void batch(long rows, int seconds) {
        RevisionId revision = RevisionId.of("ocata_migrate01");
        Duration running = Duration.ofSeconds(seconds);
        screen.send(model ->
                happened(model, new Event.BatchDone(revision, rows, 20000, true, rows, running, pulse(rows, seconds))));
    }

    private static Optional<RowProgress> pulse(long rows, int seconds) {
        TimeLeft left = new TimeLeft(Duration.ofSeconds(2), Duration.ofSeconds(4));
        return rows == 0
                ? Optional.empty()
                : Optional.of(new RowProgress(
                        rows / (double) seconds,
                        Optional.of(left),
                        List.of(400L, 3000L, 3200L, 1500L),
                        Optional.of("spread"),
                        Optional.of(0.93),
                        12_000_000,
                        1234,
                        2500));
    }

    private void throttled() {
        Lamps lamps = new Lamps(
                1,
                List.of(
                        new Lamp(
                                "replay_time",
                                "70 s",
                                "10 s / 60 s",
                                Level.HOLD,
                                "standby \"near\" is behind by this time"),
                        new Lamp(
                                "replay_bytes",
                                "300 MB",
                                "256 MB / 1 GB",
                                Level.SLOW,
                                "standby \"near\" has still to replay this"),
                        new Lamp("active", "12", "off", Level.GREEN, "sessions of clients are active"),
                        new Lamp("waiting", "0", "5 / 20", Level.GREEN, "sessions of clients wait for a lock")));
        RevisionId revision = RevisionId.of("ocata_migrate01");
        screen.send(model -> happened(model, new Event.Throttled(revision, Going.HELD, lamps, true)));
    }

    static io.emcee.tui.loop.Step<ConsoleState> happened(ConsoleState model, Event event) {
        return io.emcee.tui.loop.Step.of(event.fold(new Happenings(model)));
    }

    private void ended(Optional<RuntimeException> failure) {
        screen.send(model -> UpgradeScreen.ended(model, world, failure));
    }

    /** The rows are migrated by somebody else meanwhile. */
    private void done() {
        var applied = Worlds.GLANCE.graph().closure(List.of(RevisionId.of("ocata_migrate01")));
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, applied, Map.of()));
        screen.press("enter");
    }

    private void obstacles() {
        screen.press("3");
        Worlds.learn(
                screen,
                world,
                Surveys.busy(
                        Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_contract01", "ocata_migrate01"), Map.of())));
        Worlds.examined(screen, world);
        take("preflight while another emcee is at work");
        take("Enter all the same", "enter");
        Worlds.learn(
                screen, world, Surveys.at(Worlds.GLANCE, Worlds.GLANCE.graph().ids(), Map.of()));
        take("everything is applied");
        others();
        take("overview when everything is applied", "1");
        Worlds.learn(screen, world, Surveys.empty(Worlds.GLANCE));
        take("overview of an empty database");
        Worlds.learn(
                screen,
                world,
                Surveys.drifted(
                        Worlds.GLANCE,
                        "The revision \"ocata_expand01\" was edited after it was applied"
                                + " on 2026-11-20T22:00:00Z (ocata_expand01.sql, part 1); put the file back as it was.",
                        "Another."));
        take("drift");
        take("drift, upgrade", "3", "enter");
        adoption();
        Worlds.learn(screen, world, Surveys.unknown(Worlds.GLANCE, 3));
        take("tables of unknown origin", "1");
    }

    /** Somebody else runs something, pauses it, and loses the process. */
    private void others() {
        var left = Surveys.at(
                Worlds.GLANCE, Worlds.applied("ocata_expand01", "mitaka02"), Worlds.pending("ocata_migrate01", 20000));
        screen.press("1");
        Worlds.learn(screen, world, Surveys.running(left, Worlds.run("nina", Wanted.RUN)));
        take("a run of somebody else");
        take("its progress", "3");
        started("ocata_migrate01");
        batch(12000, 8);
        screen.send(model -> happened(model, new Event.Asked(Wanted.PAUSE, "nina@bastion")));
        screen.send(model -> io.emcee.tui.loop.Step.of(model.with(
                model.running().map(run -> run.seen(Worlds.run("nina", Wanted.PAUSE))))));
        take("it is paused");
        ended(Optional.of(new IllegalStateException("Run 18 was interrupted.")));
        take("it has ended");
        Worlds.learn(screen, world, Surveys.after(left, Worlds.interrupted("nina")));
        take("it was interrupted", "1");
        Worlds.learn(
                screen, world, Surveys.at(Worlds.GLANCE, Worlds.GLANCE.graph().ids(), Map.of()));
    }

    private void adoption() {
        Worlds.learn(screen, world, Surveys.adoptable(Worlds.GLANCE, "ocata_contract01"));
        take("adopt, looking", "3");
        Adoptions.answered(screen, Adoptions.first());
        take("adopt");
        take("adopt, to the end", "G");
        take("adopt asks", "enter");
        take("adopt, recording", "y");
        take("overview of a database of another tool", "1");
        Worlds.learn(
                screen,
                world,
                Surveys.moved(
                        Worlds.GLANCE,
                        Worlds.applied("ocata_contract01"),
                        "The table \"alembic_version\" says pike_contract01 where emcee left ocata_contract01: another"
                                + " tool has moved it; look at what it did with: emcee db version_control --dry-run"));
        take("overview when another tool went on", "1");
        screen.press("3");
        Adoptions.answered(screen, Adoptions.again());
        take("adopt again");
        screen.press("r");
        Adoptions.refused(screen, "The table \"alembic_version\" says \"zed\", which the revision set does not know.");
        take("adopt, an unknown version");
    }
}
