package io.emcee.tui.screen;

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
 * @param lock the last attempt that did not get its lock, until the step goes on
 * @param since when it started
 * @param now as of the last second
 */
record Running(
        WalkStep work,
        StopSignal stop,
        Optional<Event.StepStarted> began,
        Optional<Event.BatchDone> rows,
        Optional<Event.LockAwaited> lock,
        Instant since,
        Instant now) {
    private static final Duration BEAT = Duration.ofSeconds(1);

    static Running of(WalkStep work, Instant now) {
        return new Running(work, new StopSignal(), Optional.empty(), Optional.empty(), Optional.empty(), now, now);
    }

    Running began(Event.StepStarted event) {
        return new Running(work, stop, Optional.of(event), Optional.empty(), Optional.empty(), since, now);
    }

    Running rows(Event.BatchDone event) {
        return new Running(work, stop, began, Optional.of(event), Optional.empty(), since, now);
    }

    Running waits(Event.LockAwaited event) {
        return new Running(work, stop, began, rows, Optional.of(event), since, now);
    }

    /** Something was done, so nobody holds the step up. */
    Running goesOn() {
        return new Running(work, stop, began, rows, Optional.empty(), since, now);
    }

    Duration elapsed() {
        return Duration.between(since, now);
    }

    /** Counts the seconds for as long as this run goes on. */
    Effect<ConsoleState> beat(Clock clock) {
        return Effect.after(BEAT, state -> {
            Optional<Running> here = state.running().filter(run -> run.stop() == stop);
            Optional<Running> later = here.map(
                    run -> new Running(work, stop, run.began(), run.rows(), run.lock(), since, clock.instant()));
            return later.isEmpty() ? Step.of(state) : Step.of(state.with(later), beat(clock));
        });
    }
}
