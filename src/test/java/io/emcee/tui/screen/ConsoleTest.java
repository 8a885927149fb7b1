package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.StatementProgress;
import io.emcee.catalog.Table;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.Event;
import io.emcee.engine.GateRefused;
import io.emcee.engine.LockAwaitedTest;
import io.emcee.engine.Surveys;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.FrameEncoder;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys and messages do to the console, without a database. */
class ConsoleTest {
    private final World world = Worlds.unicode();
    private ScreenDriver<ConsoleState> screen = Worlds.open(world, 80, 24);

    private void atMitaka() {
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
    }

    /** The walk, with nothing in the way of the next release. */
    private void begin(String... keys) {
        screen.press("3");
        Worlds.examined(screen, world);
        screen.press(keys);
    }

    private void say(String sentence, Role role) {
        screen.send(model -> Step.of(model.say(sentence, role)));
    }

    private Optional<QualifiedName> selectedTable() {
        return TablesScreen.here(screen.model()).rows().selected();
    }

    private GraphScreen graph() {
        return (GraphScreen) screen.model().screen(Tab.GRAPH);
    }

    @Test
    void everyScreenOpensBeforeTheRevisionSetIsRead() {
        World reading = Worlds.unread(() -> {
            throw new AssertionError("the screen waits for the set");
        });
        screen = Worlds.open(reading, 80, 24);
        assertTrue(screen.text().contains("Connecting…"), screen::text);
        for (String key : List.of("2", "enter", "3", "enter", "4", "enter", "tab", "?", "esc", "1", "enter")) {
            assertTrue(screen.press(key).text().contains("emcee"), screen::text);
        }
    }

    @Test
    void aRevisionSetThatCannotBeReadEndsTheConsole() {
        World unreadable = Worlds.unread(() -> {
            throw new IllegalStateException("two problems");
        });
        Console console = new Console(unreadable);
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> ScreenDriver.of(console, 80, 24));
        assertEquals("two problems", thrown.getMessage());
    }

    @Test
    void theSelectedTableStaysSelectedWhateverBecomesOfTheRows() {
        atMitaka();
        Worlds.tables(screen, world, Worlds.glanceTables());
        screen.press("4", "j", "j");
        Optional<QualifiedName> images = Optional.of(Worlds.name("images"));
        assertEquals(images, selectedTable());
        screen.press("s", "s", "S");
        assertEquals(images, selectedTable());
        Worlds.counted(screen, "tasks", 5000, 3);
        screen.press("s");
        assertEquals(images, selectedTable());
        screen.press("/").type("mag").press("enter");
        assertEquals(images, selectedTable());
        List<Table> more = new ArrayList<>(Worlds.glanceTables());
        more.add(0, Worlds.table("a_new_image_table", 1, 1, false));
        Worlds.tables(screen, world, more);
        assertEquals(images, selectedTable());
        screen.press("esc");
        assertEquals(images, selectedTable());
    }

    @Test
    void theSelectedRevisionStaysSelectedAndSeen() {
        atMitaka();
        screen.press("2", "g", "pgdn", "j");
        Optional<RevisionId> selected = graph().rows().selected();
        assertTrue(screen.text().contains("▌" + selected.orElseThrow()), screen::text);
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_expand01"), Map.of()));
        screen.resize(60, 14);
        assertEquals(selected, graph().rows().selected());
        assertTrue(screen.text().contains("▌" + selected.orElseThrow()), screen::text);
        screen.press("/").type(selected.get().text()).press("esc");
        assertEquals(selected, graph().rows().selected());
    }

    @Test
    void everyListAndTextMovesByPageAndToItsEnds() {
        atMitaka();
        screen.press("2", "G");
        assertEquals("liberty", graph().rows().selected().orElseThrow().text());
        screen.press("ctrl-b", "ctrl-f", "home");
        assertEquals(
                "2024_1_contract01", graph().rows().selected().orElseThrow().text());
        screen.press("G", "enter", "G");
        assertTrue(screen.text().contains("(artifact_id, value)"), screen::text);
        assertEquals(
                0,
                screen.press("g").model().screen(Tab.GRAPH) instanceof GraphScreen g
                        ? g.details().getAsInt()
                        : -1);
        assertTrue(screen.press("esc", "?", "end").text().contains("ctrl-l"), screen::text);
        assertFalse(screen.press("home").text().contains("ctrl-l"), screen::text);
        screen.press("esc")
                .send(model -> Step.of(printed(model, 100, OptionalInt.of(0)).open(new Output(0))));
        assertTrue(screen.press("G").text().contains("line 99"), screen::text);
        assertTrue(screen.press("pgup", "pgup", "g").text().contains("line 0 "), screen::text);
        screen.press("esc");
        begin("enter");
        String first = screen.text();
        assertFalse(screen.press("space").text().equals(first), screen::text);
        assertEquals(first, screen.press("pgup").text());
    }

    private ConsoleState printed(ConsoleState model, int lines, OptionalInt exitCode) {
        List<String> printed =
                IntStream.range(0, lines).mapToObj(line -> "line " + line).toList();
        Palette.Command command = world.commands().command("made up");
        return model.with(new TypedCommand("made up", command, printed, exitCode));
    }

    @Test
    void theDetailsBesideAWideGraphFollowTheSelection() {
        atMitaka();
        screen.resize(120, 40).press("2");
        assertTrue(screen.text().contains("─ ocata_expand01 ─"), screen::text);
        screen.press("j", "k", "k");
        assertTrue(screen.text().contains("─ ocata_expand01 ─"), screen::text);
        screen.advance(Duration.ofMillis(150));
        assertTrue(screen.text().contains("─ ocata_migrate01 ─"), screen::text);
        screen.press("enter", "j");
        assertTrue(screen.text().contains("─ ocata_migrate01 ─"), screen::text);
        screen.press("esc", "k").advance(Duration.ofMillis(150));
        assertTrue(screen.text().contains("─ ocata_contract01 ─"), screen::text);
    }

    @Test
    void theDetailsBesideAWideGraphFollowWhenAFilterIsTyped() {
        atMitaka();
        screen.resize(120, 40).press("2", "/").type("xen").press("enter");
        assertTrue(screen.text().contains("─ ocata_expand01 ─"), screen::text);
        screen.advance(Duration.ofMillis(150));
        String selected = graph().rows().selected().orElseThrow().text();
        assertTrue(selected.startsWith("xena_") && screen.text().contains("─ " + selected + " ─"), screen::text);
        screen.press("esc").advance(Duration.ofMillis(150));
        assertEquals(selected, graph().rows().selected().orElseThrow().text());
        assertEquals(Tab.GRAPH, screen.press("enter", "esc").model().tab());
        assertEquals(Tab.OVERVIEW, screen.press("esc").model().tab());
    }

    @Test
    void theDetailsBesideAWideGraphAreBlankWhileItScrolls() {
        atMitaka();
        screen.resize(120, 20).press("2", "g");
        screen.advance(Duration.ofMillis(150));
        assertTrue(screen.text().contains("─ 2024_1_contract01 ─"), screen::text);
        while (graph().rows().list().top() == 0) {
            assertTrue(screen.text().contains("─ 2024_1_contract01 ─"), screen::text);
            screen.press("j");
        }
        assertFalse(screen.text().contains("File"), screen::text);
        screen.advance(Duration.ofMillis(150));
        String selected = graph().rows().selected().orElseThrow().text();
        assertTrue(screen.text().contains("─ " + selected + " ─"), screen::text);
    }

    @Test
    void movingAndScrollingAWideGraphIsCheapOnASlowLine() {
        atMitaka();
        screen.resize(120, 40).press("2", "g");
        FrameEncoder encoder = new FrameEncoder(true, StandardCharsets.UTF_8);
        encoder.encode(screen.advance(Duration.ofMillis(150)).frame());
        for (int moves = 0; moves < 60; moves++) {
            int top = graph().rows().list().top();
            int bytes = encoder.encode(screen.press("j").frame()).getBytes(StandardCharsets.UTF_8).length;
            boolean scrolled = graph().rows().list().top() != top;
            assertTrue(bytes <= (scrolled ? 500 : 300), () -> bytes + " bytes for\n" + screen.text());
        }
    }

    @Test
    void theSessionsAreAskedEverySecondWhileSomebodyLooks() {
        atMitaka();
        screen.press("5");
        int held = screen.heldEffects();
        Worlds.sessions(screen, world, List.of(Worlds.session(7, "active", 3)));
        assertEquals(held, screen.heldEffects());
        screen.press("2", "5");
        assertEquals(held, screen.heldEffects());
        assertTrue(SessionsScreen.here(screen.model()).observer().isPresent());
        screen.press("1");
        Worlds.sessions(screen, world, List.of());
        assertTrue(SessionsScreen.here(screen.model()).observer().isEmpty());
        screen.press("5");
        assertTrue(SessionsScreen.here(screen.model()).observer().isPresent());
    }

    @Test
    void anOpenSessionStaysOpenWhenItHasEnded() {
        atMitaka();
        screen.press("5");
        Worlds.sessions(screen, world, List.of(Worlds.session(7, "active", 3), Worlds.session(8, "idle", 3)));
        assertTrue(screen.press("enter").text().contains("─ pid 7 ─"), screen::text);
        Worlds.sessions(screen, world, List.of(Worlds.session(8, "idle", 4)));
        assertTrue(screen.text().contains("─ pid 7 ─"), screen::text);
        assertTrue(screen.text().contains("This session has ended."), screen::text);
        assertTrue(screen.press("esc").text().contains("▌8 "), screen::text);
    }

    @Test
    void aFailureStaysUntilAKeyIsPressed() {
        atMitaka();
        say("The tables could not be read.", Role.ERROR);
        say("Something is done.", Role.DONE);
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        assertTrue(screen.text().contains("The tables could not be read."), screen::text);
        assertFalse(screen.press("j").text().contains("The tables could not be read."), screen::text);
    }

    @Test
    void aLostDatabaseIsSaidAgainAfterEveryAnswerToAKey() {
        atMitaka();
        say("Something is done.", Role.DONE);
        screen.send(model -> Step.of(model.troubled("The connection broke.")));
        assertTrue(screen.text().contains("The connection broke."), screen::text);
        assertTrue(screen.press("z").text().contains("does nothing here"), screen::text);
        screen.send(model -> Step.of(model.troubled("The connection broke.")));
        assertTrue(screen.text().contains("does nothing here"), screen::text);
        assertTrue(screen.press("2").text().contains("The connection broke."), screen::text);
        atMitaka();
        assertFalse(screen.text().contains("The connection broke."), screen::text);
    }

    @Test
    void anAnswerThatWasOvertakenSaysNothing() {
        Instant early = Worlds.NOW.minusSeconds(1);
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_expand01"), Map.of()));
        screen.send(model -> new Inquiry(world)
                .learn(model, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()), early));
        assertEquals(
                "ocata_expand01", screen.model().facts().orElseThrow().version().toString());
    }

    @Test
    void rowsAreAskedAnewWhenSomebodyHasAppliedSomething() {
        atMitaka();
        int held = screen.heldEffects();
        Worlds.learn(screen, world, Surveys.version(Worlds.GLANCE, Worlds.applied("mitaka02")));
        assertEquals(held, screen.heldEffects());
        Worlds.learn(screen, world, Surveys.version(Worlds.GLANCE, Worlds.applied("ocata_expand01")));
        assertEquals(held + 1, screen.heldEffects());
    }

    @Test
    void aRunIsTimedByTheSecondAndOnlyWhileItRuns() {
        atMitaka();
        begin("enter", "enter");
        assertTrue(screen.text().contains("for 0 s"), screen::text);
        Worlds.pass(screen, world, Duration.ofSeconds(1));
        assertTrue(screen.text().contains("for 1 s"), screen::text);
        Worlds.pass(screen, world, Duration.ofSeconds(124));
        assertTrue(screen.text().contains("for 2 min 05 s"), screen::text);
        screen.send(model -> UpgradeScreen.ended(model, world, Optional.empty()));
        ConsoleState idle = screen.model();
        Worlds.pass(screen, world, Duration.ofSeconds(1));
        assertEquals(idle, screen.model());
    }

    @Test
    void aTargetThatTakesOnlyApprovedPlansIsLookedAtAndNotChanged() {
        World planned = Worlds.plansOnly("the target \"live\" takes only plans that 2 others have approved");
        screen = Worlds.open(planned, 80, 24);
        Worlds.learn(screen, planned, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        begin("enter");
        String barred = "Not run from here: the target \"live\" takes only plans that 2 others have approved. Make one:"
                + " emcee plan --phase expand ocata_expand01 --out FILE; then run it: emcee run FILE";
        assertTrue(screen.text().replaceAll("\\s+", " ").contains(barred), screen::text);
        assertTrue(screen.text().contains("enter (run it)"), screen::text);
        assertFalse(screen.text().contains("Enter runs it"), screen::text);
        int held = screen.heldEffects();
        screen.press("enter");
        assertEquals(held, screen.heldEffects());
        assertTrue(screen.model().running().isEmpty());
        assertTrue(screen.model().notice().get(0).text().startsWith("Not run from here:"), screen::text);
    }

    @Test
    void controlCTwiceWhileItRunsStopsAndQuitsAtItsEnd() {
        atMitaka();
        begin("enter", "enter", "?", "ctrl-c");
        assertFalse(screen.model().leaving());
        assertFalse(screen.press("ctrl-c").hasQuit());
        assertTrue(screen.model().leaving());
        assertTrue(screen.send(model -> UpgradeScreen.ended(model, world, Optional.empty()))
                .hasQuit());
    }

    @Test
    void inTheMiddleOfAReleaseTheWalkOpensAtTheStepThatIsNext() {
        var applied = Worlds.GLANCE.graph().closure(List.of(RevisionId.of("ocata_expand01")));
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, applied, Worlds.pending("ocata_migrate01", 7)));
        assertTrue(screen.press("3").text().contains("Enter runs it, as would: emcee db migrate"), screen::text);
        screen.press("enter").send(model -> UpgradeScreen.ended(model, world, Optional.empty()));
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_contract01"), Map.of()));
        assertTrue(screen.text().contains("From ocata_expand01 to"), screen::text);
    }

    @Test
    void nothingRunsWhileTheNameIsWrong() {
        var applied = Worlds.GLANCE.graph().closure(List.of(RevisionId.of("ocata_migrate01")));
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, applied, Map.of()));
        begin("enter");
        screen.type("Glance").press("enter");
        assertTrue(screen.text().contains("nothing was done"), screen::text);
        assertTrue(screen.model().running().isEmpty());
        screen.press("ctrl-u").paste("glance\n").press("enter");
        assertTrue(screen.model().running().isPresent());
    }

    @Test
    void theSessionThatBlocksIsEndedOnlyWhenItsPidIsTypedWhileItBlocks() {
        atMitaka();
        begin("enter", "enter");
        assertFalse(screen.text().contains("end session"), screen::text);
        assertTrue(screen.press("K").text().contains("No session blocks a step."), screen::text);
        happens(LockAwaitedTest.waiting(1));
        assertTrue(screen.text().contains("K end session"), screen::text);
        assertTrue(
                screen.press("C")
                        .text()
                        .contains("The statement of pid 4711 cannot be cancelled: it runs no statement"),
                screen::text);
        int held = screen.press("K").heldEffects();
        assertTrue(screen.text().contains("Type its pid, 4711, to go on:"), screen::text);
        screen.type("4712").press("enter");
        assertTrue(screen.text().contains("That is not it; nothing was done."), screen::text);
        assertEquals(held, screen.heldEffects());
        screen.press("ctrl-u").type("4711").press("enter");
        assertEquals(held + 1, screen.heldEffects());

        screen.press("K").type("4711");
        screen.send(model -> Step.of(model.with(model.running().map(Running::goesOn))));
        assertTrue(
                screen.press("enter").text().contains("pid 4711 blocks the step no longer; nothing was done."),
                screen::text);
        assertEquals(held + 1, screen.heldEffects());
    }

    @Test
    void aLongStatementHasABarUntilItIsDone() {
        atMitaka();
        begin("enter", "enter");
        StatementProgress.Share none = new StatementProgress.Share(0, 0);
        happens(new Event.Progressed(
                LockAwaitedTest.waiting(0).step(),
                new StatementProgress(
                        "CREATE INDEX CONCURRENTLY",
                        "building index: scanning table",
                        new StatementProgress.Share(1234, 4936),
                        none,
                        none,
                        Optional.empty())));
        assertTrue(screen.text().contains(" 25%"), screen::text);
        assertTrue(screen.text().contains("building index: scanning table, 1,234 of 4,936 blocks"), screen::text);
        happens(new Event.StatementDone("CREATE INDEX", Duration.ZERO));
        assertFalse(screen.text().contains("building index"), screen::text);
    }

    private void happens(Event event) {
        screen.send(model -> Step.of(event.fold(new Happenings(model))));
    }

    private void typed(String command) {
        atMitaka();
        // What the database is asked without an answer has its say before.
        screen.runEffects();
        atMitaka();
        screen.press(":").type(command).press("enter");
    }

    @Test
    void whatACommandPrintsDoesNotTakeAwayWhatTheOperatorLooksAt() {
        typed("db check");
        screen.press("esc", "?").runEffects();
        assertTrue(screen.model().overlay().orElseThrow() instanceof Help);
        assertTrue(screen.text().contains(":db check (exit code 3) has ended; : and Enter show"), screen::text);
        assertTrue(screen.press("esc", ":", "enter").text().contains("│ ran db check"), screen::text);
    }

    @Test
    void aCommandThatRunsCountsAsARun() {
        typed("db upgrade");
        assertTrue(screen.press("esc").text().contains("The command :db upgrade is running"), screen::text);
        assertTrue(screen.press(":", ":").text().contains("The command :db upgrade is running; x"), screen::text);
        assertTrue(screen.press("esc", "3", "enter", "enter").text().contains(":db upgrade is running"), screen::text);
        assertTrue(screen.model().running().isEmpty());
        assertTrue(screen.press("x").text().contains("Stopping…"), screen::text);
        assertFalse(screen.press("ctrl-c").hasQuit());
        assertTrue(screen.text().contains("The command :db upgrade runs."), screen::text);
        assertFalse(screen.press("y").hasQuit());
        assertTrue(screen.runEffects().hasQuit());
    }

    @Test
    void aCommandThatOnlyLooksDoesNotKeepTheConsoleOpen() {
        typed("db check");
        assertTrue(screen.press("x").text().contains("changes nothing at this moment"), screen::text);
        assertFalse(screen.press("ctrl-c").hasQuit());
        assertTrue(screen.press("y").hasQuit());
    }

    @Test
    void noCommandRunsBesideAStep() {
        atMitaka();
        begin("enter", "enter", ":");
        assertTrue(screen.text().contains("A step is running; x stops it."), screen::text);
        assertTrue(screen.model().overlay().isEmpty());
    }

    @Test
    void theEndOfTheOutputIsFollowedWhileTheCommandRuns() {
        atMitaka();
        screen.send(model -> Step.of(printed(model, 100, OptionalInt.empty()).open(new Output(0))));
        assertTrue(screen.press("G").text().contains("line 99"), screen::text);
        screen.send(model -> Step.of(printed(model, 200, OptionalInt.empty())));
        assertTrue(screen.text().contains("line 199"), screen::text);
        screen.press("k").send(model -> Step.of(printed(model, 300, OptionalInt.empty())));
        assertFalse(screen.text().contains("line 299"), screen::text);
    }

    @Test
    void tablesThatCannotBeReadSayHowToAskAgain() {
        atMitaka();
        screen.press("4").runEffects();
        assertTrue(screen.text().contains("The tables could not be read; r asks again."), screen::text);
        int held = screen.heldEffects();
        screen.press("r");
        assertEquals(held + 2, screen.heldEffects());
    }

    @Test
    void noReleaseIsBegunBeforeThePreflightIsDone() {
        atMitaka();
        screen.press("3", "enter");
        assertTrue(screen.text().contains("The preflight is not done yet."), screen::text);
        Worlds.examined(screen, world, Worlds.check(Subject.LAG, State.YELLOW, "wait"));
        assertTrue(screen.text().contains("! lag: what was found (what is fine)"), screen::text);
        assertTrue(screen.press("enter").text().contains("Enter runs it"), screen::text);
    }

    @Test
    void redBarsTheWayUntilItIsOverruledWithAReason() {
        atMitaka();
        screen.press("3");
        Worlds.examined(
                screen,
                world,
                Worlds.check(Subject.LAG, State.GREEN),
                Worlds.check(Subject.CONNECTIONS, State.RED, "end some"));
        assertTrue(
                screen.press("enter").text().contains("Red: connections: what was found (what is fine)."),
                screen::text);
        screen.press("o", "enter").type("  they end now").press("enter", "enter");
        assertTrue(screen.model().overlay().isEmpty());
        assertTrue(screen.text().contains("Enter runs it"), screen::text);
        assertEquals(
                Map.of("preflight.connections", "they end now"),
                screen.model().examined().orElseThrow().overrules().reasons());
    }

    @Test
    void whatNobodyMayOverruleIsNotAskedFor() {
        atMitaka();
        screen.press("3");
        Worlds.examined(screen, world, Worlds.check(Subject.POOLER, State.RED, "go around it"));
        assertTrue(screen.press("enter").text().contains("It cannot be overruled."), screen::text);
        assertTrue(screen.press("o").text().contains("Nobody may overrule the check \"pooler\"."), screen::text);
        Worlds.examined(screen, world);
        assertTrue(screen.press("o").text().contains("Nothing is red that could be overruled."), screen::text);
    }

    @Test
    void thePreflightIsMadeWhenItIsShownAndAgainWhenItIsOldOrAskedFor() {
        atMitaka();
        int held = screen.heldEffects();
        screen.press("3");
        // The linter is asked too, once, and a process is got ready every time.
        held += 2;
        assertEquals(held + 1, screen.heldEffects());
        atMitaka();
        assertEquals(held + 1, screen.heldEffects());
        Worlds.examined(screen, world);
        screen.press("1", "3");
        held++;
        assertEquals(held + 1, screen.heldEffects());
        screen.press("r");
        assertEquals(held + 3, screen.heldEffects());
        Worlds.examined(screen, world);
        Worlds.pass(screen, world, Duration.ofSeconds(31));
        int later = screen.heldEffects();
        screen.press("1", "3");
        assertEquals(later + 2, screen.heldEffects());
    }

    @Test
    void aPreflightThatCannotBeMadeSaysWhyAndIsMadeAgain() {
        atMitaka();
        screen.press("3").runEffects();
        assertTrue(screen.text().contains("The test has no database."), screen::text);
        assertTrue(screen.press("enter").text().contains("What ocata does"), screen::text);
    }

    @Test
    void aStepThatThePreflightRefusesLeadsBackToIt() {
        atMitaka();
        begin("enter", "enter");
        GateRefused refused = Surveys.refusedByPreflight("Expand refused: preflight connections: none");
        screen.send(model -> UpgradeScreen.ended(model, world, Optional.of(refused)));
        assertTrue(screen.text().contains("Expand refused: preflight connections: none"), screen::text);
        Worlds.examined(screen, world, Worlds.check(Subject.CONNECTIONS, State.RED, "end some"));
        assertTrue(screen.press("enter").text().contains("Red: connections"), screen::text);
        Worlds.examined(screen, world);
        assertTrue(screen.press("enter").text().contains("Enter runs it"), screen::text);
        assertTrue(screen.press("enter").model().running().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil\u001b[2J\u001b]0;owned\u0007",
                "two\nlines\tand\rmore",
                "右から左\u202eabc",
                "a-name-that-is-as-long-as-a-name-may-be-which-is-sixty-three-of-them",
                "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表"
            })
    void aHostileTableNameIsShownHarmlessly(String name) {
        screen = Worlds.open(world, 40, 12);
        atMitaka();
        Worlds.tables(screen, world, List.of(Worlds.table(name, 5, 8192, true), Worlds.table("tasks", 1, 1, true)));
        Worlds.counted(screen, name, 3, 10);
        for (int columns : new int[] {40, 80, 120}) {
            screen.resize(columns, 24).press("1");
            harmless(columns);
            screen.press("4");
            harmless(columns);
            assertTrue(
                    screen.text().lines().anyMatch(line -> line.endsWith(columns < 48 ? " 3" : "10 d      1 d")),
                    screen::text);
        }
    }

    private void harmless(int columns) {
        screen.text().lines().forEach(line -> {
            assertEquals(line, Text.visible(line));
            assertTrue(Text.width(line) <= columns, line);
        });
    }

    @Test
    void theFooterShowsWholeHintsAndAlwaysTheWayBack() {
        atMitaka();
        Worlds.tables(screen, world, Worlds.glanceTables());
        for (String tab : List.of("1", "2", "3", "4", "5")) {
            screen.press(tab);
            screen.resize(200, 24);
            List<String> all = hints();
            for (int columns = 40; columns < 130; columns++) {
                screen.resize(columns, 24);
                assertTrue(all.containsAll(hints()), screen::text);
                assertTrue(hints().contains("? help"), screen::text);
                assertTrue(hints().contains(tab.equals("1") ? "q quit" : "esc back"), screen::text);
            }
        }
    }

    private List<String> hints() {
        int rows = screen.model().size().getRows();
        return List.of(screen.line(rows - 1).strip().split(" {2}"));
    }

    @Test
    void anActionThatIsNotPossibleSaysWhy() {
        assertTrue(screen.press("enter").text().contains("The database has not answered yet."), screen::text);
        assertTrue(screen.press("2", "/").text().contains("have not been read yet"), screen::text);
        assertTrue(screen.press("3", "x").text().contains("Nothing is running."), screen::text);
        assertTrue(screen.press("4", "enter").text().contains("The key enter does nothing here"), screen::text);
        assertTrue(screen.press("?").text().contains("not now: The tables have not been read yet."), screen::text);
    }

    @Test
    void thousandsOfTablesAreSortedOnlyWhenTheyChange() {
        atMitaka();
        List<Table> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(Worlds.table("table_" + i, i, i, true));
        }
        Worlds.tables(screen, world, many);
        screen.press("4");
        TableList before = TablesScreen.here(screen.model()).tables();
        screen.press("G", "k", "pgup");
        screen.text();
        assertTrue(before == TablesScreen.here(screen.model()).tables());
        assertTrue(screen.text().contains("▌table_981 "), screen::text);
    }
}
