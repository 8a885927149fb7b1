package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.SqlState;
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

    LockLadder.Climb climb(Step step) {
        return ladder.climb(step.script().lockTimeout(), REAL);
    }

    /**
     * An attempt begins: prepares its session, whose statements may be cancelled and are watched from now on.
     *
     * @throws Stopped when the run should stop already
     */
    void begin(Connection connection, Duration limit) throws SQLException {
        timeout = limit;
        int pid = Session.prepare(connection, run.place().searchPath(), limit);
        run.stop().running(pid);
        watch.attend(pid);
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
        run.lock().check();
        return true;
    }
}
