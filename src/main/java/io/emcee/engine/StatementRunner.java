package io.emcee.engine;

import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Runs a statement that cannot share a transaction, until its {@link Effect} is there. */
final class StatementRunner {
    /** To drop an index means to wait for every transaction that may use it; the next run waits without a limit. */
    private static final Duration HEALING = Duration.ofSeconds(1);

    private final Connection connection;
    private final RunContext run;
    private final LockWaits waits;

    /** @param connection in autocommit; gets the settings of the run */
    StatementRunner(Connection connection, RunContext run, LockWaits waits) {
        this.connection = connection;
        this.run = run;
        this.waits = waits;
    }

    /** Makes the statement's effect be there. */
    void run(Step step) throws SQLException {
        Effect effect = effect(step.part().statements().get(0));
        LockLadder.Climb climb = waits.climb(step);
        while (true) {
            waits.begin(connection, step, climb);
            try {
                heal(step, effect);
                if (!effect.there()) {
                    execute(effect);
                }
                return;
            } catch (SQLException failed) {
                if (!again(step, climb, effect, failed)) {
                    healAfter(failed, step, effect);
                    throw failed;
                }
            } finally {
                waits.idle();
            }
        }
    }

    private Effect effect(Statement statement) {
        String schema = run.place().schema();
        return statement
                .index()
                .<Effect>map(index -> switch (index.kind()) {
                    case CREATE -> new IndexBuilt(connection, schema, index, statement);
                    case DROP -> new IndexDropped(connection, schema, index, statement);
                })
                .or(() -> statement
                        .detached()
                        .map(action -> new PartitionDetached(connection, schema, action, statement)))
                .orElseGet(() -> new Effect.Unknown(statement.sql()));
    }

    private boolean again(Step step, LockLadder.Climb climb, Effect effect, SQLException failed) {
        try {
            return waits.again(step, climb, failed);
        } catch (LockNotGranted | Stopped ended) {
            healAfter(failed, step, effect);
            throw ended;
        }
    }

    private void execute(Effect effect) throws SQLException {
        String sql = effect.statement();
        long begin = System.nanoTime();
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        run.events().statement(sql, Duration.ofNanos(System.nanoTime() - begin));
        effect.check();
    }

    private void heal(Step step, Effect effect) throws SQLException {
        Optional<String> healed = effect.heal();
        if (healed.isPresent()) {
            run.events().tell(new Event.Healed(step.id(), healed.get()));
        }
    }

    /** Leaves nothing broken behind where that can be had soon; the failure itself is what the operator is told. */
    private void healAfter(SQLException failed, Step step, Effect effect) {
        try {
            Session.prepare(connection, run.place().searchPath(), HEALING);
            heal(step, effect);
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
