package io.emcee.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** Steps that are transactions, each with its row in the history: applied by Flyway, and tried again for their locks. */
final class TransactionSteps {
    private final Applier applier;
    private final LockWaits waits;
    private final RunContext context;
    private final LastLook look;

    /** @param look taken in the transaction of each step, after it is begun and before it is committed */
    TransactionSteps(Applier applier, LockWaits waits, RunContext context, LastLook look) {
        this.applier = applier;
        this.waits = waits;
        this.context = context;
        this.look = look;
    }

    /** The steps before one that must be tried again are committed, and it begins a run of its own. */
    void run(List<Step> steps) {
        List<Step> left = steps;
        LockLadder.Climb climb = waits.climb(left.get(0));
        while (!left.isEmpty()) {
            Attempts attempts = new Attempts(climb);
            StepCallback callback = new StepCallback(left, context, attempts, look::beforeCommit);
            try {
                applier.apply(left, callback);
                callback.committed();
                left = List.of();
            } catch (FlywayException failed) {
                Step step = callback.current().orElse(left.get(0));
                climb = attempts.climb;
                if (!waits.again(step, climb, failed)) {
                    throw context.failure(step, failed);
                }
                left = left.subList(left.indexOf(step), left.size());
            } finally {
                waits.idle();
            }
        }
    }

    /**
     * Records a data migration if nothing is pending at that very moment.
     *
     * @return false when rows have come in, so that it must be walked once more
     */
    boolean record(Step step) {
        try {
            run(List.of(step));
            return true;
        } catch (RevisionFailed failed) {
            if (failed.getCause() instanceof FlywayException flyway
                    && flyway.getCause() instanceof StepCallback.RowsCameIn) {
                return false;
            }
            throw failed;
        }
    }

    /** Keeps the climb of the step that runs: the first one goes on with what was begun, each other begins anew. */
    private final class Attempts implements StepCallback.Attempts {
        private LockLadder.Climb climb;
        private boolean first = true;

        Attempts(LockLadder.Climb climb) {
            this.climb = climb;
        }

        @Override
        public void begin(Connection connection, Step step) throws SQLException {
            climb = first ? climb : waits.climb(step);
            first = false;
            waits.begin(connection, step, climb);
            look.afterBegin(connection, step);
        }
    }
}
