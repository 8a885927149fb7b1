package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.SqlState;
import io.emcee.catalog.StatementProgress;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How the steps of a run wait for their locks: attempt after attempt, each watched, told of, and followed by a pause. */
final class LockWaits {
    private static final LockLadder.Surroundings REAL = new LockLadder.Surroundings(
            System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());

    private final LockLadder ladder;
    private final LockWatch watch;
    private final RunContext run;
    private Duration timeout = Duration.ZERO;

    LockWaits(LockLadder ladder, LockWatch watch, RunContext run) {
        this.ladder = ladder;
        this.watch = watch;
        this.run = run;
    }

    /** Begins with a step; which one decides how long an attempt at it waits. */
    LockLadder.Climb climb(Step step) {
        return ladder.climb(
                gentle(step) ? Optional.of(Duration.ZERO) : step.script().lockTimeout(), REAL);
    }

    /** Begins with something that clients pass, so that it needs no limit. */
    LockLadder.Climb unlimited() {
        return ladder.climb(Optional.of(Duration.ZERO), REAL);
    }

    /**
     * Whether clients read and write while the step waits and works, so that it needs no limit. It must have none: such a
     * statement counts its wait for old snapshots as one for a lock, and would leave half its work; and a vacuum that
     * nobody asked for gives way only to who waits a second.
     */
    private static boolean gentle(Step step) {
        return step.kind() == Step.Kind.STATEMENT
                && step.part().statements().stream().allMatch(Statement::letsClientsPass);
    }

    /**
     * An attempt begins: prepares its session, whose statements may be cancelled and are watched from now on.
     *
     * @throws Stopped when the run should stop already
     */
    void begin(Connection connection, Step step, LockLadder.Climb climb) throws SQLException {
        timeout = climb.timeout();
        int pid = Session.prepare(connection, run.place().searchPath(), timeout);
        run.stop().running(pid);
        watch.attend(pid, new Attempt(run.events(), step, climb.attempt(), timeout, climb));
    }

    /** Tells of an attempt while it goes on. */
    private record Attempt(EventStream events, Step step, int number, Duration timeout, LockLadder.Climb climb)
            implements LockWatch.Listener {
        @Override
        public void waits(Optional<Blockers> seen) {
            events.post(new Event.LockWaiting(step, number, timeout, climb.waited(), seen));
        }

        @Override
        public void goesOn(StatementProgress progress) {
            events.post(new Event.Progressed(step, progress));
        }
    }

    /** Nothing runs that could wait. */
    void idle() {
        run.stop().idle();
        watch.leave();
    }

    /**
     * After an attempt that failed: pauses until the next one is due.
     *
     * @return false when the failure is not one that passes, so that another attempt would be no use
     * @throws LockNotGranted when the time for attempts is over
     * @throws Stopped when the run should stop
     */
    boolean again(Step step, LockLadder.Climb climb, Exception failed) {
        run.stop().idle();
        Optional<Blockers> seen = watch.leave();
        if (!SqlState.passing(failed)) {
            return false;
        }
        run.stop().check();
        int attempt = climb.attempt();
        Optional<Duration> pause = climb.next();
        Event.LockAwaited event = new Event.LockAwaited(
                step, attempt, timeout, climb.waited(), SqlState.DEADLOCK_DETECTED.in(failed), seen, pause);
        run.events().tell(event);
        if (pause.isEmpty()) {
            throw new LockNotGranted(event.given(), failed);
        }
        run.stop().pause(pause.get());
        run.stop().rest();
        run.stop().check();
        run.lock().check();
        return true;
    }
}
