package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SqlState;
import io.emcee.catalog.StatementProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Changes tables that clients use, each in short attempts at its lock, since all who come after one wait behind it. */
final class ShortAttempts implements AutoCloseable {
    private static final LockLadder.Surroundings REAL = new LockLadder.Surroundings(
            System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());

    /** Whoever was in the way is told of after the attempt. */
    private static final LockWatch.Listener UNHEARD = new LockWatch.Listener() {
        @Override
        public void waits(Optional<Blockers> seen) {}

        @Override
        public void goesOn(StatementProgress progress) {}
    };

    private final Connection worker;
    private final LockWatch watch;
    private final Patience patience;
    private final Runnable alone;

    /** @param alone throws when the global lock is gone */
    ShortAttempts(Connection worker, LockWatch watch, Patience patience, Runnable alone) {
        this.worker = worker;
        this.watch = watch;
        this.patience = patience;
        this.alone = alone;
    }

    /**
     * How it waits.
     *
     * @param notes told in a sentence of each attempt that did not get its lock
     */
    record Patience(LockLadder ladder, Consumer<String> notes, StopSignal stop) {}

    /**
     * Does the work in a transaction of the worker.
     *
     * @param what the operator knows the work as: {@code traps}
     * @throws LockNotGranted when no attempt got the table's lock
     */
    void make(String what, QualifiedName table, Work work) throws SQLException {
        LockLadder.Climb climb = patience.ladder().climb(Optional.empty(), REAL);
        while (true) {
            try {
                int pid = Session.prepare(worker, "", climb.timeout());
                patience.stop().running(pid);
                watch.attend(pid, UNHEARD);
                transaction(work);
                return;
            } catch (SQLException failed) {
                again(what, table, climb, failed);
            } finally {
                patience.stop().idle();
                watch.leave();
            }
        }
    }

    private void again(String what, QualifiedName table, LockLadder.Climb climb, SQLException failed)
            throws SQLException {
        patience.stop().idle();
        String behind = watch.leave().map(seen -> " behind " + seen).orElse("");
        patience.stop().check();
        if (!SqlState.passing(failed)) {
            throw failed;
        }
        int attempt = climb.attempt();
        Optional<Duration> pause = climb.next();
        if (pause.isEmpty()) {
            throw new LockNotGranted(
                    "The " + what + " of " + table + " did not get their lock in " + DrainReader.words(climb.waited())
                            + behind + "; end what blocks it or wait for it, then run the same command again.",
                    failed);
        }
        patience.notes().accept("Waiting for a lock on " + table + behind + ": attempt " + attempt);
        patience.stop().pause(pause.get());
        alone.run();
    }

    void transaction(Work work) throws SQLException {
        worker.setAutoCommit(false);
        try {
            work.go();
            worker.commit();
        } catch (SQLException | RuntimeException failed) {
            worker.rollback();
            throw failed;
        } finally {
            worker.setAutoCommit(true);
        }
    }

    /** What is done once the lock is there. */
    interface Work {
        void go() throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        watch.close();
    }
}
