package io.emcee.tui.screen;

import io.emcee.engine.Event;
import io.emcee.engine.StopSignal;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that this console has started.
 *
 * @param work what was confirmed
 * @param began the step that runs
 * @param rows the last batch of a data migration
 * @param since when it started
 */
record Running(
        WalkStep work,
        StopSignal stop,
        Optional<Event.StepStarted> began,
        Optional<Event.BatchDone> rows,
        Instant since) {

    static Running of(WalkStep work, Instant now) {
        return new Running(work, new StopSignal(), Optional.empty(), Optional.empty(), now);
    }

    Running began(Event.StepStarted event) {
        return new Running(work, stop, Optional.of(event), Optional.empty(), since);
    }

    Running rows(Event.BatchDone event) {
        return new Running(work, stop, began, Optional.of(event), since);
    }
}
