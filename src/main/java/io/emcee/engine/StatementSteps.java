package io.emcee.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;

/** Steps that are one statement which cannot share a transaction: recorded when its effect is there. */
final class StatementSteps {
    private final Connection worker;
    private final Applier applier;
    private final LockWaits waits;
    private final RunContext context;

    /** @param worker in autocommit */
    StatementSteps(Connection worker, Applier applier, LockWaits waits, RunContext context) {
        this.worker = worker;
        this.applier = applier;
        this.waits = waits;
        this.context = context;
    }

    void run(Step step) {
        long begin = System.nanoTime();
        context.events().started(step);
        try {
            new StatementRunner(worker, context, waits).run(step);
            context.lock().check();
            applier.record(step);
        } catch (SQLException | FlywayException failed) {
            throw context.failure(step, failed);
        } finally {
            context.stop().idle();
        }
        context.events().done(step, 0, Duration.ofNanos(System.nanoTime() - begin));
    }
}
