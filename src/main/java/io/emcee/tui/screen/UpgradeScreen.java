package io.emcee.tui.screen;

import io.emcee.engine.EngineException;
import io.emcee.engine.Event;
import io.emcee.engine.Plan;
import io.emcee.engine.Stopped;
import io.emcee.revision.CompositeVersion;
import io.emcee.script.RevisionSet;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The walk: release by release, a card for what comes next, and Enter to do it.
 *
 * @param card what is shown while nothing runs
 * @param results what was done of the release at hand
 * @param before the version when the release at hand was begun
 * @param top the first line of the card shown
 */
record UpgradeScreen(Card card, List<StepResult> results, Optional<CompositeVersion> before, int top)
        implements Screen {
    /** The rows of the title and the blank one below it. */
    private static final int TITLE = 2;

    static final String STOPPING = "Stopping…";

    UpgradeScreen {
        results = List.copyOf(results);
    }

    static UpgradeScreen start() {
        return new UpgradeScreen(new Card.Waiting(), List.of(), Optional.empty(), 0);
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.GO,
                Action.STOP,
                Action.REHEARSE,
                Action.UP,
                Action.DOWN,
                Action.PAGE_UP,
                Action.PAGE_DOWN,
                Action.TOP,
                Action.BOTTOM);
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case GO ->
                state.running().isPresent()
                        ? Optional.of("A step is running; x stops it.")
                        : state.forecast().runs().isPresent()
                                ? state.forecast().runs()
                                : state.facts().isEmpty()
                                        ? Optional.of("The database has not answered yet.")
                                        : state.facts().get().obstacle().or(() -> card.nothingToDo());
            case REHEARSE -> Rehearsing.obstacle(card.release(), state);
            case STOP ->
                state.running().isEmpty() && state.forecast().runs().isEmpty()
                        ? Optional.of("Nothing is running.")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? card.label() : action.label();
    }

    /** The facts changed: the card follows them, unless it waits for the operator. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        if (state.facts().isEmpty() || state.running().isPresent()) {
            return Step.of(state);
        }
        Card next = card.follow(state.facts().get(), world);
        return Forecast.due(state.with(Tab.UPGRADE, show(next)), world);
    }

    private UpgradeScreen show(Card next) {
        return next.equals(card) ? this : with(next);
    }

    /** The same walk with another card, from its beginning. */
    UpgradeScreen with(Card next) {
        return new UpgradeScreen(next, results, before, 0);
    }

    /** What is pinned to the bottom, with a blank line before it. */
    private List<Span> closing(World world, int columns) {
        List<Span> lines = new ArrayList<>(Paragraph.broken(card.closing(world), columns));
        if (!lines.isEmpty()) {
            lines.add(0, Span.of(""));
        }
        return lines;
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case GO -> card.go(this, state, world);
            case STOP -> {
                state.running().ifPresent(run -> run.stop().request());
                state.forecast().stop();
                yield Step.of(state.say(STOPPING, Role.WARNING));
            }
            case REHEARSE -> Rehearsing.begin(card.release(), state, world);
            default -> {
                int columns = state.size().getColumns() - 2;
                int lines = Paragraph.broken(card.lines(world, state, this), columns)
                        .size();
                int height = state.bodyRows() - TITLE - closing(world, columns).size();
                int moved = Moves.scroll(action, top, lines, Math.max(1, height));
                yield Step.of(state.with(Tab.UPGRADE, new UpgradeScreen(card, results, before, moved)));
            }
        };
    }

    /** The operator has read what the next release needs. */
    Step<ConsoleState> beginRelease(WalkStep first, ConsoleState state) {
        CompositeVersion now = state.facts().orElseThrow().version();
        return Step.of(
                state.with(Tab.UPGRADE, new UpgradeScreen(new Card.Ready(first), List.of(), Optional.of(now), 0)));
    }

    /** The operator has confirmed a step: it runs beside the screen. */
    Step<ConsoleState> run(WalkStep work, ConsoleState state, World world) {
        RevisionSet set = world.engine().set();
        Running running = Running.of(work, world.clock().instant());
        Effect<ConsoleState> effect = send -> {
            try {
                Plan plan = world.engine().plan(work.operation(set), Optional.of(work.version(set)));
                world.engine()
                        .run(plan, event -> send.accept(model -> Step.of(happened(model, event))), running.stop());
                send.accept(model -> ended(model, world, Optional.empty()));
            } catch (RuntimeException failure) {
                send.accept(model -> ended(model, world, Optional.of(failure)));
            }
        };
        return Step.of(state.with(Optional.of(running)), effect).with(running.beat(world.clock()));
    }

    private static ConsoleState happened(ConsoleState state, Event event) {
        return event.fold(new Happenings(state));
    }

    /** A run ended: its result is shown when the database has been asked where it is now. */
    static Step<ConsoleState> ended(ConsoleState state, World world, Optional<RuntimeException> failure) {
        ConsoleState idle = state.with(Optional.<Running>empty()).silentIf(STOPPING);
        if (state.leaving()) {
            return Step.quit(idle);
        }
        Running run = state.running().orElseThrow();
        UpgradeScreen screen = (UpgradeScreen) state.screen(Tab.UPGRADE);
        Duration took = Duration.between(run.since(), world.clock().instant());
        ConsoleState next = failure.map(why -> idle.with(Tab.UPGRADE, screen.failed(run, why)))
                .orElseGet(() -> idle.with(Tab.UPGRADE, screen.succeeded(run, took))
                        .say(StepResult.sentence(run.work(), took), Role.DONE));
        return Step.of(next, new Inquiry(world).rows());
    }

    private UpgradeScreen failed(Running run, RuntimeException failure) {
        boolean stopped = failure instanceof Stopped;
        boolean expected = failure instanceof EngineException;
        String sentence = expected ? Inquiry.sentence(failure) : "Internal error: " + failure;
        return with(new Card.Failed(run.work(), sentence, stopped));
    }

    private UpgradeScreen succeeded(Running run, Duration took) {
        List<StepResult> more = new ArrayList<>(results);
        more.add(
                new StepResult(run.work(), run.rows().map(Event.BatchDone::rows).orElse(0L), took));
        return new UpgradeScreen(new Card.Done(run.work()), more, before, 0);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (state.facts().isEmpty()) {
            Screen.await(canvas, state, "Connecting…");
            return;
        }
        Facts facts = state.facts().get();
        Canvas inside = canvas.inset(1, 0);
        String release = state.running().map(run -> run.work().release()).orElse(card.release());
        if (!release.isEmpty() && facts.obstacle().isEmpty()) {
            int end = inside.put(0, 0, "Release " + release + "  ", Role.TITLE);
            // On a narrow terminal in the row that is blank otherwise.
            boolean narrow = inside.columns() < 60;
            inside.putAll(
                    narrow ? 0 : end, narrow ? 1 : 0, Track.of(world, facts.progress(), release, inside.columns()));
        }
        if (state.running().isPresent()) {
            Running run = state.running().get();
            List<Logged> log = state.logShown() ? List.of() : state.log();
            new RunningView(run, run.stop().wanted(), log).draw(inside.fromRow(TITLE));
            return;
        }
        if (facts.obstacle().isPresent()) {
            Paragraph.draw(
                    inside.fromRow(TITLE), List.of(Span.of(facts.obstacle().get(), Role.WARNING)), 0);
            return;
        }
        List<Span> closing = closing(world, inside.columns());
        List<Span> lines = Paragraph.broken(card.lines(world, state, this), inside.columns());
        int rows = Math.min(lines.size(), inside.rows() - TITLE - closing.size());
        Paragraph.draw(inside.region(0, TITLE, inside.columns(), rows), lines, top);
        Paragraph.draw(inside.fromRow(TITLE + rows), closing, 0);
    }
}
