package io.emcee.tui.screen;

import io.emcee.batch.Tuning;
import io.emcee.catalog.SessionAct;
import io.emcee.cli.Order;
import io.emcee.engine.Answers;
import io.emcee.engine.Check;
import io.emcee.engine.EngineException;
import io.emcee.engine.Event;
import io.emcee.engine.Gate;
import io.emcee.engine.GateRefused;
import io.emcee.engine.Overrules;
import io.emcee.engine.Plan;
import io.emcee.engine.Stopped;
import io.emcee.revision.CompositeVersion;
import io.emcee.run.Wanted;
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
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The walk: release by release, a card for what comes next, and Enter to do it.
 *
 * @param card what is shown while nothing runs
 * @param results what was done of the release at hand
 * @param before the version when this console ran the first step of the release at hand
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
        return new UpgradeScreen(new WaitingCard(), List.of(), Optional.empty(), 0);
    }

    static UpgradeScreen here(ConsoleState state) {
        return (UpgradeScreen) state.screen(Tab.UPGRADE);
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.GO,
                Action.STOP,
                Action.PAUSE,
                Action.LONGER,
                Action.SHORTER,
                Action.REHEARSE,
                Action.CANCEL_STATEMENT,
                Action.END_SESSION,
                Action.OVERRULE,
                Action.REFRESH,
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
                busy(state).isPresent()
                        ? busy(state)
                        : state.facts().isEmpty()
                                ? Optional.of("The database has not answered yet.")
                                : card.obstacle(state.facts().get()).or(() -> card.nothingToDo());
            case REHEARSE -> Rehearsing.obstacle(card.release(), state);
            case STOP -> state.forecast().runs().isPresent() ? Optional.empty() : idle(state);
            case PAUSE -> idle(state);
            case LONGER, SHORTER -> idle(state);
            case CANCEL_STATEMENT -> new Intervention(SessionAct.CANCEL, Whom.BLOCKING).disabled(state);
            case END_SESSION -> new Intervention(SessionAct.TERMINATE, Whom.BLOCKING).disabled(state);
            case OVERRULE ->
                card.overrule().isPresent() || overrulable(state).isPresent()
                        ? Optional.empty()
                        : Optional.of(nothingRed(state));
            default -> Optional.empty();
        };
    }

    /** Why nothing can be asked of a run. */
    private static Optional<String> idle(ConsoleState state) {
        return state.running().isEmpty()
                ? Optional.of("Nothing is running.")
                : state.running()
                        .filter(run -> run.row().isEmpty())
                        .map(run -> "The run is just beginning; ask again in a moment.");
    }

    private static Optional<String> busy(ConsoleState state) {
        return state.atWork().or(() -> state.forecast().runs());
    }

    /** The first check that is red and that the operator may overrule, while the preflight is shown. */
    private Optional<Check> overrulable(ConsoleState state) {
        return card.examines()
                .flatMap(release -> Examined.of(release, state))
                .flatMap(Examined::stopping)
                .filter(check -> check.subject().overrulable());
    }

    private String nothingRed(ConsoleState state) {
        return card.examines()
                .flatMap(release -> Examined.of(release, state))
                .flatMap(Examined::stopping)
                .map(check ->
                        "Nobody may overrule the check \"" + check.subject().word() + "\".")
                .orElse("Nothing is red that could be overruled.");
    }

    @Override
    public boolean hinted(Action action, ConsoleState state) {
        if (action == Action.LONGER || action == Action.SHORTER) {
            return state.running().flatMap(Running::rows).isPresent();
        }
        boolean intervenes = action == Action.CANCEL_STATEMENT || action == Action.END_SESSION;
        boolean pauses = action == Action.PAUSE;
        return (!intervenes || !Whom.BLOCKING.of(state).isEmpty())
                && (!pauses || state.running().isPresent());
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
        Card next = next(state.facts().get(), world);
        Step<ConsoleState> shown = Forecast.due(state.with(Tab.UPGRADE, show(next)), world);
        return next.due(shown.model(), world).with(shown.effects());
    }

    /** Nothing else can be done to what another tool has moved. */
    private Card next(Facts facts, World world) {
        boolean adopts = facts.adoptable() && !(card instanceof AdoptCard);
        return adopts ? AdoptCard.start() : card.follow(facts, world);
    }

    private UpgradeScreen show(Card next) {
        return next.equals(card) ? this : with(next);
    }

    /** The same walk with what the card shows now. */
    UpgradeScreen follow(Card now) {
        return new UpgradeScreen(now, results, before, top);
    }

    /** The same walk with another card, from its beginning. */
    UpgradeScreen with(Card next) {
        return new UpgradeScreen(next, results, before, 0);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case GO -> card.go(this, state, world);
            case OVERRULE ->
                Step.of(card.overrule()
                        .or(() -> overrulable(state).map(ReasonLine::of))
                        .map(state::open)
                        .orElse(state));
            case REFRESH -> lookAgain(state.say(Inquiry.ASKING, Role.DIM), world);
            case STOP -> {
                state.forecast().stop();
                yield new Followed(world).want(Wanted.STOP, state.say(STOPPING, Role.WARNING));
            }
            case PAUSE -> {
                boolean waits = state.running()
                        .flatMap(Running::row)
                        .filter(run -> run.wanted() == Wanted.PAUSE)
                        .isPresent();
                yield new Followed(world).want(waits ? Wanted.RUN : Wanted.PAUSE, state);
            }
            case LONGER -> tune(Tuning::longer, state, world);
            case SHORTER -> tune(Tuning::shorter, state, world);
            case REHEARSE -> Rehearsing.begin(card.release(), state, world);
            case CANCEL_STATEMENT -> new Intervention(SessionAct.CANCEL, Whom.BLOCKING).ask(state, world);
            case END_SESSION -> new Intervention(SessionAct.TERMINATE, Whom.BLOCKING).ask(state, world);
            default -> {
                Page page = Page.of(
                        card.lines(world, state, this),
                        card.closing(world, state),
                        state.columns() - 2,
                        state.bodyRows() - TITLE);
                int moved = Moves.scroll(action, top, page.lines().size(), page.height());
                yield Step.of(state.with(Tab.UPGRADE, new UpgradeScreen(card, results, before, moved)));
            }
        };
    }

    /** From the next batch on. */
    private static Step<ConsoleState> tune(UnaryOperator<Tuning> change, ConsoleState state, World world) {
        return new Followed(world)
                .tune(change.apply(state.running().orElseThrow().tuning(world)), state);
    }

    private Step<ConsoleState> lookAgain(ConsoleState state, World world) {
        return card.look(state, world).with(new Inquiry(world).rows());
    }

    /** The operator has confirmed a step: it runs beside the screen. */
    Step<ConsoleState> run(WalkStep work, ConsoleState state, World world) {
        return run(work, new Answers(Overrules.NONE, Optional.empty(), true), state, world);
    }

    /** @param said to the gates, beside what is overruled of the preflight */
    Step<ConsoleState> run(WalkStep work, Answers said, ConsoleState state, World world) {
        RevisionSet set = world.engine().set();
        Running running = Running.of(work, world.clock().instant());
        Overrules overrules = Examined.of(work.release(), state)
                .map(Examined::overrules)
                .orElse(Overrules.NONE)
                .with(said.overrules());
        Answers answers = new Answers(overrules, said.backup(), said.walk(), said.consents());
        Effect<ConsoleState> effect = send -> {
            try {
                Optional<String> version = Optional.of(work.version(set));
                Plan plan = world.engine().plan(work.operation(set), version);
                OptionalLong run = world.runner()
                        .start(
                                Order.of(plan, version, answers),
                                event -> send.accept(model -> Step.of(happened(model, event))));
                if (run.isPresent()) {
                    new Followed(world).follow(run.getAsLong(), send);
                } else {
                    send.accept(model -> ended(model, world, Optional.empty()));
                }
            } catch (RuntimeException failure) {
                send.accept(model -> ended(model, world, Optional.of(failure)));
            }
        };
        return Step.of(state.with(Tab.UPGRADE, begun(work, state)).with(Optional.of(running)), effect)
                .with(running.beat(world.clock()));
    }

    /** The first step of a release that this console runs, be it in its middle: what is summed up begins here. */
    private UpgradeScreen begun(WalkStep work, ConsoleState state) {
        boolean goesOn = before.isPresent()
                && results.stream().allMatch(result -> result.work().release().equals(work.release()));
        return goesOn ? this : new UpgradeScreen(card, List.of(), state.facts().map(Facts::version), top);
    }

    static ConsoleState happened(ConsoleState state, Event event) {
        return event.fold(new Happenings(state));
    }

    /** A run ended: its result is shown when the database has been asked where it is now. */
    static Step<ConsoleState> ended(ConsoleState state, World world, Optional<RuntimeException> failure) {
        ConsoleState idle = state.silentAtEnd().idle();
        if (state.leaving() || state.running().isEmpty()) {
            return state.leaving() ? Step.quit(idle) : Step.of(idle);
        }
        Running run = state.running().get();
        if (!run.ours()) {
            ConsoleState told = idle.say(run.outcome(failure), failure.isEmpty() ? Role.DONE : Role.WARNING);
            return told.screen().refreshed(told, world).with(new Inquiry(world).rows());
        }
        WalkStep work = run.work().orElseThrow();
        UpgradeScreen screen = here(state);
        Duration took = Duration.between(run.since(), world.clock().instant());
        ConsoleState next = failure.map(why -> stale(idle, why).with(Tab.UPGRADE, screen.failed(work, why)))
                .orElseGet(() -> idle.with(Tab.UPGRADE, screen.succeeded(run, work, took))
                        .say(StepResult.sentence(work, took), Role.DONE));
        return Step.of(next, new Inquiry(world).rows());
    }

    private static boolean byPreflight(RuntimeException failure) {
        return failure instanceof GateRefused refused && refused.gate() == Gate.PREFLIGHT;
    }

    /** What was found by a preflight before is not what has refused the step. */
    private static ConsoleState stale(ConsoleState state, RuntimeException failure) {
        return byPreflight(failure)
                ? state.examined()
                        .map(examined -> state.with(examined.stale()))
                        .orElse(state)
                        .say(Inquiry.sentence(failure), Role.ERROR)
                : state;
    }

    private UpgradeScreen failed(WalkStep work, RuntimeException failure) {
        if (byPreflight(failure)) {
            return with(new PreflightCard(work, true));
        }
        if (failure instanceof GateRefused refused && refused.gate() == Gate.BACKUP) {
            return with(new BackupCard(work, Optional.empty()));
        }
        if (failure instanceof GateRefused refused && refused.gate() == Gate.DRAIN) {
            return with(
                    new DrainCard(work, Optional.empty(), Optional.of(Inquiry.sentence(refused)), Optional.empty()));
        }
        boolean stopped = failure instanceof Stopped;
        boolean expected = failure instanceof EngineException;
        String sentence = expected ? Inquiry.sentence(failure) : "Internal error: " + failure;
        return with(new FailedCard(work, sentence, stopped));
    }

    private UpgradeScreen succeeded(Running run, WalkStep work, Duration took) {
        List<StepResult> more = new ArrayList<>(results);
        more.add(new StepResult(work, run.rows().map(Event.BatchDone::rows).orElse(0L), took));
        return new UpgradeScreen(new DoneCard(work), more, before, 0);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (state.facts().isEmpty()) {
            Screen.await(canvas, state, "Connecting…");
            return;
        }
        Facts facts = state.facts().get();
        Canvas inside = canvas.inset(1, 0);
        String release = state.running().flatMap(Running::release).orElse(card.release());
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
            new RunningView(run, run.tuning(world).target(), log).draw(inside.fromRow(TITLE));
            return;
        }
        Optional<String> obstacle = card.obstacle(facts);
        if (obstacle.isPresent()) {
            Paragraph.draw(inside.fromRow(TITLE), List.of(Span.of(obstacle.get(), Role.WARNING)), 0);
            return;
        }
        Canvas below = inside.fromRow(TITLE);
        Page.of(card.lines(world, state, this), card.closing(world, state), below.columns(), below.rows())
                .draw(below, top);
    }
}
