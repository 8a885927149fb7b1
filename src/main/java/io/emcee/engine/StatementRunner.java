package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.SqlState;
import io.emcee.script.IndexAction;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a statement that cannot share a transaction. It has no row in the history until its effect is there, so an
 * earlier attempt may have ended anywhere: the effect is looked at first. As wanted, it is not repeated; broken (an
 * invalid index, left by a build that failed), it is dropped and made again.
 */
final class StatementRunner {
    private static final int ATTEMPTS = 3;
    private static final List<SqlState> PASSING =
            List.of(SqlState.DEADLOCK_DETECTED, SqlState.LOCK_NOT_AVAILABLE, SqlState.SERIALIZATION_FAILURE);

    /** Whether an index is there, and fit for use. */
    private enum Index {
        ABSENT,
        VALID,
        INVALID
    }

    private final Connection connection;
    private final String schema;
    private final RunContext run;

    /** @param connection in autocommit; gets the settings of the run */
    StatementRunner(Connection connection, String schema, RunContext run) {
        this.connection = connection;
        this.schema = schema;
        this.run = run;
    }

    /** Makes the statement's effect be there. */
    void run(Step step) throws SQLException {
        // No limit for locks: CONCURRENTLY counts its wait for old snapshots as one, and would leave an invalid index.
        int pid = Session.prepare(connection, run.searchPath(), Duration.ZERO);
        Statement statement = step.part().statements().get(0);
        for (int attempt = 1; ; attempt++) {
            heal(step, statement);
            if (done(statement)) {
                return;
            }
            run.stop().running(pid);
            try {
                execute(statement);
                return;
            } catch (SQLException failed) {
                run.stop().idle();
                if (attempt == ATTEMPTS || PASSING.stream().noneMatch(state -> state.in(failed))) {
                    healAfter(failed, step, statement);
                    throw failed;
                }
            }
        }
    }

    private void execute(Statement statement) throws SQLException {
        run.stop().check();
        long begin = System.nanoTime();
        try (var sql = connection.createStatement()) {
            sql.execute(statement.sql());
        }
        run.statement(statement.sql(), Duration.ofNanos(System.nanoTime() - begin));
        Optional<IndexAction> created = statement.index().filter(index -> index.kind() == IndexAction.Kind.CREATE);
        if (created.isPresent() && state(created.get()) != Index.VALID) {
            throw new SQLException("the index \"" + created.get().name() + "\" is there, but not valid");
        }
    }

    /** Whether an earlier attempt has already had the effect. */
    private boolean done(Statement statement) throws SQLException {
        Optional<IndexAction> index = statement.index();
        if (index.isEmpty()) {
            return false;
        }
        return switch (index.get().kind()) {
            case CREATE -> state(index.get()) == Index.VALID;
            case DROP -> state(index.get()) == Index.ABSENT;
        };
    }

    /** Drops an invalid index that stands where a new one is wanted. */
    private void heal(Step step, Statement statement) throws SQLException {
        Optional<IndexAction> created = statement.index().filter(index -> index.kind() == IndexAction.Kind.CREATE);
        if (created.isPresent() && state(created.get()) == Index.INVALID) {
            drop(created.get());
            run.tell(new Event.Healed(
                    step.id(),
                    "The invalid index \"" + created.get().name()
                            + "\", left by an attempt that did not end, was dropped."));
        }
    }

    /** Leaves nothing broken behind where that can be had; the failure itself is what the operator is told. */
    private void healAfter(SQLException failed, Step step, Statement statement) {
        try {
            heal(step, statement);
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private void drop(IndexAction index) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("DROP INDEX CONCURRENTLY IF EXISTS " + name(index));
        }
    }

    private Index state(IndexAction index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = to_regclass(?)")) {
            select.setString(1, name(index));
            try (ResultSet row = select.executeQuery()) {
                return !row.next() ? Index.ABSENT : row.getBoolean(1) ? Index.VALID : Index.INVALID;
            }
        }
    }

    private String name(IndexAction index) {
        return Identifier.quote(index.schema().orElse(schema)) + "." + Identifier.quote(index.name());
    }
}
