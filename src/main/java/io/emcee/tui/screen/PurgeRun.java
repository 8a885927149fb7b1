package io.emcee.tui.screen;

import io.emcee.engine.StopSignal;
import io.emcee.purge.PurgeEvent;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgeResult;
import io.emcee.purge.Purger;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A purge that this console has started and that has not ended.
 *
 * @param batch the last one that was committed
 * @param since when it started
 * @param now as of the last second
 */
record PurgeRun(PurgePlan plan, StopSignal stop, Optional<PurgeEvent.BatchDone> batch, Instant since, Instant now) {
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Roots of the first batch; the next ones follow from how long it took. */
    private static final int FIRST_BATCH = 500;

    private static final int WIDEST = 60;

    /** Runs a plan beside the screen. */
    static Step<ConsoleState> begin(
            PurgePlan plan, Map<String, String> confirmations, ConsoleState state, World world) {
        if (state.atWork().isPresent()) {
            return Step.of(state.say(state.atWork().get(), Role.WARNING));
        }
        Instant now = world.clock().instant();
        PurgeRun run = new PurgeRun(plan, new StopSignal(), Optional.empty(), now, now);
        Purger.Manner manner =
                new Purger.Manner(FIRST_BATCH, world.engine().tuning(), 1, () -> true, Optional.empty(), confirmations);
        Effect<ConsoleState> effect = send -> {
            try {
                PurgeResult result = new Purger(world.engine())
                        .run(plan, manner, event -> send.accept(model -> Step.of(happened(model, event))), run.stop);
                send.accept(model -> ended(model, world, PurgeSummary.of(plan, result)));
            } catch (RuntimeException failure) {
                send.accept(model -> ended(
                        model,
                        world,
                        PurgeSummary.failed(
                                Denied.sentence(failure, "nothing was purged"),
                                model.purging().flatMap(PurgeRun::batch).isPresent())));
            }
        };
        return Step.of(state.purging(Optional.of(run)), effect).with(run.beat(world.clock()));
    }

    private static ConsoleState happened(ConsoleState state, PurgeEvent event) {
        if (event instanceof PurgeEvent.BatchDone done) {
            return state.purging(state.purging().map(run -> run.with(done)));
        }
        return event instanceof PurgeEvent.Said ? state.say(event.sentence(), Role.WARNING) : state;
    }

    /** What came of it stands where its plan stood; the tables are read anew. */
    static Step<ConsoleState> ended(ConsoleState state, World world, PurgeSummary summary) {
        ConsoleState idle = state.silentAtEnd().purging(Optional.empty());
        if (state.leaving()) {
            return Step.quit(idle);
        }
        ConsoleState next =
                PurgeScreen.replace(PurgePlanning.class, idle, pane -> summary).say(summary.sentence(), summary.role());
        return Holding.seen(next, world);
    }

    private PurgeRun with(PurgeEvent.BatchDone done) {
        return new PurgeRun(plan, stop, Optional.of(done), since, now);
    }

    private PurgeRun at(Instant later) {
        return new PurgeRun(plan, stop, batch, since, later);
    }

    /** Counts the seconds for as long as it goes on. */
    private Effect<ConsoleState> beat(Clock clock) {
        return Effect.after(BEAT, state -> {
            Optional<PurgeRun> here = state.purging().filter(run -> run.stop == stop);
            Optional<PurgeRun> later = here.map(run -> run.at(clock.instant()));
            return later.isEmpty() ? Step.of(state) : Step.of(state.purging(later), beat(clock));
        });
    }

    /** How far it is, how fast, how long it takes still, and the last statements. */
    void draw(Canvas canvas, List<Logged> log) {
        String names = String.join(
                ", ", plan.roots().stream().map(root -> root.table().name()).toList());
        canvas.putClipped(
                0,
                0,
                canvas.columns(),
                Span.of((stop.wanted() ? "Stopping" : "Running") + " the purge of " + names, Role.RUNNING));
        Duration elapsed = Duration.between(since, now);
        canvas.putClipped(0, 1, canvas.columns(), Span.of("for " + Figures.elapsed(elapsed), Role.DIM));
        int row = batch.map(done -> progress(canvas.fromRow(3), done, elapsed)).orElse(0) + 4;
        Canvas below = canvas.fromRow(Math.min(row, canvas.rows()));
        if (below.rows() >= 2 && !log.isEmpty()) {
            below.put(0, 0, "Last statements", Role.DIM);
            Logged.draw(below.fromRow(1), log);
        }
    }

    private static int progress(Canvas canvas, PurgeEvent.BatchDone done, Duration elapsed) {
        Bar.of(done.roots(), done.total()).draw(canvas, 0, 0, Math.min(canvas.columns(), WIDEST));
        return canvas.putWrapped(1, words(done, elapsed), Role.TEXT);
    }

    /** {@code 400 of 1,200 of images, 3,100 rows with what is below, 620 rows/s, about 10 s left; x stops it}. */
    private static String words(PurgeEvent.BatchDone done, Duration elapsed) {
        long seconds = elapsed.toSeconds();
        String rate = seconds < 1 ? "" : ", " + Figures.count(done.rows() / seconds) + " rows/s";
        long left = Math.max(0, done.total() - done.roots());
        String time = seconds < 1 || done.roots() == 0
                ? ""
                : ", about " + Figures.elapsed(Duration.ofSeconds(left * seconds / done.roots())) + " left";
        String below = done.rows() > done.roots() ? ", " + Figures.rows(done.rows()) + " with what is below" : "";
        return Figures.count(done.roots()) + " of " + Figures.count(Math.max(done.total(), done.roots())) + " of "
                + done.table().name() + below + rate + time + "; x stops it";
    }
}
