package io.emcee.tui.screen;

import io.emcee.batch.Tuning;
import io.emcee.catalog.StatementProgress;
import io.emcee.engine.Event;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run that goes on, whoever has started it.
 *
 * @param work what was confirmed in this console; empty when it was started elsewhere
 * @param row as it was last seen; empty as long as it has not begun
 * @param began the step that runs
 * @param rows the last batch of a data migration
 * @param throttled what of the server slows it down
 * @param lock who blocks the step, or did in its last attempt, until it goes on
 * @param progress of a long statement
 * @param since when it started
 * @param now as of the last second
 */
record Running(
        Optional<WalkStep> work,
        Optional<RunRow> row,
        Optional<Event.StepStarted> began,
        Optional<Event.BatchDone> rows,
        Optional<Event.Throttled> throttled,
        Optional<LockTree> lock,
        Optional<StatementProgress> progress,
        Instant since,
        Instant now) {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** A step of this console's walk, which has not begun yet. */
    static Running of(WalkStep work, Instant now) {
        return new Running(
                Optional.of(work),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    /** A run that was started elsewhere, or by a console before this one. */
    static Running of(RunRow row, Instant now) {
        return new Running(
                Optional.empty(),
                Optional.of(row),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now.minus(row.took()),
                now);
    }

    /** Whether this console has started it. */
    boolean ours() {
        return work.isPresent();
    }

    RunState state() {
        return row.map(RunRow::state).orElse(RunState.RUNNING);
    }

    /** The release of the step that runs; empty when that is not known. */
    Optional<String> release() {
        return work.map(WalkStep::release)
                .or(() -> began.map(event -> event.step().script().revision().release()));
    }

    /** What runs: {@code ocata_migrate01}, or {@code migrate to ocata} as long as more is not known. */
    String title() {
        return began.map(event -> event.step().title())
                .or(() -> work.map(step -> step.last().text()))
                .or(() -> row.map(RunRow::title))
                .orElse("");
    }

    /** Why nothing else can be begun. */
    String obstacle() {
        return row.filter(run -> !ours())
                .map(run -> "Run " + run.id() + " of " + run.owner().who() + " goes on; x stops it.")
                .orElse("A step is running; x stops it.");
    }

    /** What came of it, where somebody else has started it. */
    String outcome(Optional<RuntimeException> failure) {
        String which =
                row.map(run -> "Run " + run.id() + " of " + run.owner().who()).orElse("The run");
        return failure.map(why -> which + " has ended: " + Inquiry.sentence(why))
                .orElse(which + " is done.");
    }

    Running seen(RunRow newest) {
        return new Running(work, Optional.of(newest), began, rows, throttled, lock, progress, since, now);
    }

    Running began(Event.StepStarted event) {
        return new Running(
                work,
                row,
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
                work, row, began, Optional.of(event), throttled, Optional.empty(), Optional.empty(), since, now);
    }

    Running throttled(Event.Throttled event) {
        return new Running(work, row, began, rows, Optional.of(event), lock, progress, since, now);
    }

    /** How its data migrations treat the server now. */
    Tuning tuning(World world) {
        return row.map(run -> world.engine().runs().tuning(run))
                .orElseGet(() -> world.engine().tuning());
    }

    /** As it will be once the run has heard of it. */
    Running tuned(Tuning tuning) {
        return row.map(run -> seen(run.with(Map.of("tuning", tuning.facts())))).orElse(this);
    }

    /** @param tree empty when it waits no longer */
    Running waits(Optional<LockTree> tree) {
        return new Running(work, row, began, rows, throttled, tree, progress, since, now);
    }

    Running progress(StatementProgress far) {
        return new Running(work, row, began, rows, throttled, lock, Optional.of(far), since, now);
    }

    /** Something was done, so nobody holds the step up. */
    Running goesOn() {
        return new Running(work, row, began, rows, throttled, Optional.empty(), Optional.empty(), since, now);
    }

    private Running at(Instant later) {
        return new Running(work, row, began, rows, throttled, lock, progress, since, later);
    }

    Duration elapsed() {
        return Duration.between(since, now);
    }

    /** Counts the seconds for as long as this run goes on. */
    Effect<ConsoleState> beat(Clock clock) {
        return Effect.after(BEAT, state -> {
            Optional<Running> here = state.running().filter(run -> run.since().equals(since));
            Optional<Running> later = here.map(run -> run.at(clock.instant()));
            return later.isEmpty() ? Step.of(state) : Step.of(state.with(later), beat(clock));
        });
    }
}
