package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import io.emcee.engine.StopSignal;
import io.emcee.engine.Surveys;
import io.emcee.purge.Ages;
import io.emcee.purge.Blocking;
import io.emcee.purge.Candidate;
import io.emcee.purge.Counts;
import io.emcee.purge.Cutoff;
import io.emcee.purge.Field;
import io.emcee.purge.Hold;
import io.emcee.purge.PurgeEvent;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgeRequest;
import io.emcee.purge.PurgeResult;
import io.emcee.purge.TableReview;
import io.emcee.purge.Tree;
import io.emcee.purge.TreeRow;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The screen Purge as a picture, at the sizes that matter, and its keys without a database. */
class PurgeScreensTest {
    private static final QualifiedName IMAGES = new QualifiedName("public", "images");
    private static final String HOSTILE = "a\u001b[2Jb\nc";

    private World world = Worlds.unicode();
    private ScreenDriver<ConsoleState> screen = Worlds.open(world, 80, 24);
    private final Reel reel = Reel.plain();

    @Test
    void theScreenAtTheUsualSize() {
        shoot(Worlds.unicode(), 80, 24);
        reel.matches("purge-80x24");
    }

    @Test
    void theScreenOnAWideTerminal() {
        shoot(Worlds.unicode(), 120, 40);
        reel.matches("purge-120x40");
    }

    @Test
    void theScreenOnTheSmallestTerminal() {
        shoot(Worlds.unicode(), 40, 12);
        reel.matches("purge-40x12");
    }

    @Test
    void theScreenWithoutColourAndUtf8() {
        shoot(Worlds.plain(), 80, 24);
        reel.matches("purge-plain");
    }

    @Test
    void whereOnlyApprovedPlansAreRunEnterSaysSo() {
        open(Worlds.plansOnly("the target takes only approved plans"), 80, 24);
        screen.press("X");
        planned();
        screen.press("enter");
        assertTrue(screen.text().contains("Not run from here: the target takes only approved plans."), screen::text);
        assertTrue(screen.model().overlay().isEmpty());
    }

    @Test
    void aPurgeThatRunsIsAskedToStopBeforeTheConsoleIsLeft() {
        open(Worlds.unicode(), 80, 24);
        screen.press("X");
        planned();
        StopSignal stop = running();
        screen.press("1", "x");
        assertTrue(stop.wanted());
        screen.press("ctrl-c", "y");
        assertTrue(screen.model().leaving());
    }

    @Test
    void theAgeGoesFromStepToStepAndIsTyped() {
        open(Worlds.unicode(), 80, 24);
        screen.press("+", "+", "-");
        assertEquals(
                Duration.ofDays(60), PurgeScreen.tables(screen.model()).list().age());
        screen.press("a").type("12h").press("enter");
        assertEquals(
                Duration.ofHours(12), PurgeScreen.tables(screen.model()).list().age());
        screen.press("a").type("soon").press("enter");
        assertTrue(screen.text().contains("\"soon\" is no length of time"), screen::text);
    }

    private void shoot(World where, int columns, int rows) {
        world = where;
        screen = Worlds.open(world, columns, rows);
        take("reading", "7");
        open(where, columns, rows);
        take("estimates");
        counted();
        take("counted", "j");
        take("older", "+", "+");
        take("typing an age", "a", "4", "5", "d");
        take("help", "esc", "?");
        candidates();
        holds();
        plan();
    }

    private void take(String title, String... keys) {
        screen.press(keys);
        reel.take(title, screen);
    }

    /** The tables are read. */
    private void open(World where, int columns, int rows) {
        world = where;
        screen = Worlds.open(world, columns, rows);
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        screen.press("7");
        List<TableReview> tables = List.of(
                review("image_properties", 61000, true),
                review("images", 20000, true),
                review("tasks", 400, true),
                review("others", 30, false));
        screen.send(model -> PurgeScreen.tables(model).arrived(tables, Worlds.NOW, model, world));
    }

    private static TableReview review(String name, long rows, boolean named) {
        Table table = Worlds.table(name, rows, rows * 600, true);
        TreeMap<Instant, Double> before = new TreeMap<>();
        before.put(Worlds.NOW.minus(Duration.ofDays(1200)), 0.0);
        before.put(Worlds.NOW.minus(Duration.ofDays(400)), rows * 0.1);
        before.put(Worlds.NOW.minus(Duration.ofDays(60)), rows * 0.4);
        before.put(Worlds.NOW, rows * 0.5);
        return new TableReview(
                table,
                new Ages(before, false),
                named,
                Optional.ofNullable(Worlds.GLANCE.guarded().get(name)));
    }

    private void counted() {
        PurgeList list = PurgeScreen.tables(screen.model()).list();
        TableReview images = list.table(IMAGES);
        Ages exact = new Ages(list.ages(images).before(), true);
        PurgeList.Counted found = new PurgeList.Counted(list.cutoff(images), new Counts(5000, 120, 7, 3, Map.of()));
        change(PurgeTables.class, pane -> pane.counted(IMAGES, exact, found));
    }

    private <P extends Screen> void change(Class<P> kind, UnaryOperator<P> change) {
        screen.send(model -> Step.of(PurgeScreen.change(kind, model, change)));
    }

    private void candidates() {
        take("candidates are being read", "esc", "enter");
        List<Candidate> page = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Candidate.State state =
                    i == 1 ? Candidate.State.BLOCKED : i == 2 ? Candidate.State.HELD : Candidate.State.GOES;
            page.add(new Candidate(
                    List.of("0a1b-" + i + (i == 3 ? HOSTILE : "")), "2024-01-02 03:04:05.678", state, Map.of()));
        }
        screen.send(
                model -> PurgeCandidates.here(model).orElseThrow().arrived(CandidatePages.first(page), false, model));
        take("candidates", "j");
        change(PurgeCandidates.class, pane -> pane.with(details()));
        take("a candidate that is blocked");
        take("details", "enter");
        take("a hold is asked for", "esc", "h");
        take("a file is asked for", "esc", "e");
        screen.press("esc");
        screen.send(model -> Step.of(PurgeScreen.change(
                PurgeCandidates.class, model, pane -> pane.failed(pane.wanted(), "The connection broke."))));
        take("no answer");
        take("typing a filter", "/", "0", "a");
        screen.press("esc", "q");
    }

    private static CandidateDetails details() {
        List<String> key = List.of("0a1b-1");
        QualifiedName tags = new QualifiedName("public", "image_tags");
        return new CandidateDetails(
                key,
                List.of(
                        new TreeRow(0, IMAGES, key, Optional.of("2024-01-02 03:04:05"), TreeRow.State.GOES),
                        new TreeRow(1, tags, List.of("12"), Optional.empty(), TreeRow.State.BLOCKS)),
                List.of(new Blocking(key, tags, List.of("12"), Optional.empty(), false)),
                List.of(
                        new Field("id", "character varying(36)", Optional.of("0a1b-1")),
                        new Field("name", "text", Optional.of(HOSTILE)),
                        new Field("owner", "text", Optional.empty())),
                Optional.empty());
    }

    private void holds() {
        take("holds are being read", "H");
        List<Hold> holds = List.of(hold(2, Optional.empty()), hold(1, Optional.of("maria@bastion: over")));
        screen.send(model -> Step.of(PurgeScreen.change(PurgeHolds.class, model, pane -> pane.arrived(holds, model))));
        take("holds");
        take("a hold that is lifted", "j", "u");
        take("a reason is asked for", "k", "u");
        screen.press("esc", "esc");
    }

    private static Hold hold(long number, Optional<String> lifted) {
        return new Hold(
                number,
                IMAGES,
                List.of(new Hold.Term("owner", "=", "acme" + HOSTILE)),
                "audit 7",
                Optional.of(Worlds.NOW.plus(Duration.ofDays(90))),
                Worlds.NOW,
                "maria@bastion",
                lifted);
    }

    private void plan() {
        take("the plan is being made", "X");
        planned();
        take("plan");
        take("plan, the end", "G");
        take("plan with SQL", "g", "i");
        take("confirm", "enter", "i", "m");
        take("not what is asked for", "enter");
        screen.press("esc");
        running();
        take("running");
        PurgeEvent.BatchDone done = new PurgeEvent.BatchDone(IMAGES, 1200, 4873, 9400);
        screen.send(model -> Step.of(model.purging(model.purging()
                .map(run -> new PurgeRun(
                        run.plan(),
                        run.stop(),
                        Optional.of(done),
                        run.since(),
                        run.since().plusSeconds(10))))));
        take("on its way");
        take("stopping", "x");
        PurgeResult result = new PurgeResult(
                List.of(new PurgeResult.TableResult(IMAGES, 1200, 120, 7, 3673)),
                Map.of(IMAGES, 1200L),
                Map.of(),
                true);
        screen.send(model -> PurgeRun.ended(
                model, world, PurgeSummary.of(model.purging().orElseThrow().plan(), result)));
        take("stopped");
        take("back at the tables", "esc");
    }

    private void planned() {
        TableReview images = PurgeScreen.tables(screen.model()).list().table(IMAGES);
        PurgePlan.Root root = new PurgePlan.Root(
                new Tree(images.table(), List.of(), List.of(), List.of(List.of(images.table()))),
                images.guard(),
                new Counts(5000, 120, 7, 3, Map.of(new QualifiedName("public", "image_tags"), 31L)));
        PurgePlan plan = new PurgePlan(
                PurgeRequest.Scope.TREES,
                new Cutoff(Worlds.NOW.minus(Duration.ofDays(180)), Duration.ofDays(180)),
                List.of(root),
                OptionalLong.empty(),
                List.of(),
                List.of(hold(2, Optional.empty())));
        change(PurgePlanning.class, pane -> pane.with(plan, details().blocking()));
    }

    private StopSignal running() {
        PurgePlan plan = PurgeScreen.pane(PurgePlanning.class, screen.model())
                .flatMap(PurgePlanning::plan)
                .orElseThrow();
        screen.send(model -> PurgeRun.begin(plan, Map.of(), model, world));
        return screen.model().purging().orElseThrow().stop();
    }
}
