package io.emcee.tui.screen;

import io.emcee.batch.Tuning;
import io.emcee.catalog.StatementProgress;
import io.emcee.engine.Event;
import io.emcee.engine.StopSignal;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that this console has started.
 *
 * @param work what was confirmed
 * @param began the step that runs
 * @param rows the last batch of a data migration
 * @param throttled what of the server slows it down
 * @param lock who blocks the step, or did in its last attempt, until it goes on
 * @param progress of a long statement
 * @param since when it started
 * @param now as of the last second
 */
record Running(
        WalkStep work,
        StopSignal stop,
        Optional<Event.StepStarted> began,
        Optional<Event.BatchDone> rows,
        Optional<Event.Throttled> throttled,
        Optional<LockTree> lock,
        Optional<StatementProgress> progress,
        Instant since,
        Instant now) {
    private static final Duration BEAT = Duration.ofSeconds(1);

    static Running of(WalkStep work, Instant now) {
        StopSignal stop = new StopSignal();
        return new Running(
                work,
                stop,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    Running began(Event.StepStarted event) {
        return new Running(
                work,
                stop,
                Optional.of(event),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                now);
    }

    Running rows(Event.BatchDone event) {
        return new Running(
                work, stop, began, Optional.of(event), throttled, Optional.empty(), Optional.empty(), since, now);
    }

    Running throttled(Event.Throttled event) {
        return new Running(work, stop, began, rows, Optional.of(event), lock, progress, since, now);
    }

    /** How its data migrations treat the server now. */
    Tuning tuning(World world) {
        return stop.tuning().orElseGet(() -> world.engine().tuning());
    }

    /** @param tree empty when it waits no longer */
    Running waits(Optional<LockTree> tree) {
        return new Running(work, stop, began, rows, throttled, tree, progress, since, now);
    }

    Running progress(StatementProgress far) {
        return new Running(work, stop, began, rows, throttled, lock, Optional.of(far), since, now);
    }

    /** Something was done, so nobody holds the step up. */
    Running goesOn() {
        return new Running(work, stop, began, rows, throttled, Optional.empty(), Optional.empty(), since, now);
    }

    private Running at(Instant later) {
        return new Running(work, stop, began, rows, throttled, lock, progress, since, later);
    }

    Duration elapsed() {
        return Duration.between(since, now);
    }

    /** Counts the seconds for as long as this run goes on. */
    Effect<ConsoleState> beat(Clock clock) {
        return Effect.after(BEAT, state -> {
            Optional<Running> here = state.running().filter(run -> run.stop() == stop);
            Optional<Running> later = here.map(run -> run.at(clock.instant()));
            return later.isEmpty() ? Step.of(state) : Step.of(state.with(later), beat(clock));
        });
    }
}
