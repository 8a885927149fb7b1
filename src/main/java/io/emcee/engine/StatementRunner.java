package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.script.IndexAction;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a statement that cannot share a transaction. It has no row in the history until its effect is there, so an
 * earlier attempt may have ended anywhere: the effect is looked at first. As wanted, it is not repeated; broken (an
 * invalid index, left by a build that failed), it is dropped and made again.
 */
final class StatementRunner {
    /** To drop an index means to wait for every transaction that may use it; the next run waits without a limit. */
    private static final Duration HEALING = Duration.ofSeconds(1);

    /** Whether an index is there, and fit for use. */
    private enum Index {
        ABSENT,
        VALID,
        INVALID,
        /** One of the same name, but of another table, or not as unique: not ours to judge or to drop. */
        ANOTHER
    }

    private final Connection connection;
    private final String schema;
    private final RunContext run;
    private final LockWaits waits;

    /** @param connection in autocommit; gets the settings of the run */
    StatementRunner(Connection connection, String schema, RunContext run, LockWaits waits) {
        this.connection = connection;
        this.schema = schema;
        this.run = run;
        this.waits = waits;
    }

    /** Makes the statement's effect be there. */
    void run(Step step) throws SQLException {
        Statement statement = step.part().statements().get(0);
        LockLadder.Climb climb = waits.climb(step);
        while (true) {
            waits.begin(connection, concurrent(statement) ? Duration.ZERO : climb.timeout());
            try {
                heal(step, statement);
                if (!done(statement)) {
                    execute(statement);
                }
                return;
            } catch (SQLException failed) {
                if (!again(step, climb, failed)) {
                    healAfter(failed, step, statement);
                    throw failed;
                }
            } finally {
                waits.idle();
            }
        }
    }

    private boolean again(Step step, LockLadder.Climb climb, SQLException failed) {
        try {
            return waits.again(step, climb, failed);
        } catch (LockNotGranted | Stopped ended) {
            healAfter(failed, step, step.part().statements().get(0));
            throw ended;
        }
    }

    /** Such a statement has no lock_timeout: it counts its wait for old snapshots as one for a lock, and would leave half its work. */
    static boolean concurrent(Statement statement) {
        return statement.words().contains("CONCURRENTLY");
    }

    private void execute(Statement statement) throws SQLException {
        long begin = System.nanoTime();
        try (var sql = connection.createStatement()) {
            sql.execute(statement.sql());
        }
        run.statement(statement.sql(), Duration.ofNanos(System.nanoTime() - begin));
        Optional<IndexAction> created = statement.index().filter(index -> index.kind() == IndexAction.Kind.CREATE);
        if (created.isPresent() && state(created.get(), statement) != Index.VALID) {
            throw new SQLException("the index \"" + created.get().name() + "\" is not there as the revision wants it");
        }
    }

    /** Whether an earlier attempt has already had the effect. */
    private boolean done(Statement statement) throws SQLException {
        Optional<IndexAction> index = statement.index();
        if (index.isEmpty()) {
            return false;
        }
        return switch (index.get().kind()) {
            case CREATE -> state(index.get(), statement) == Index.VALID;
            case DROP -> state(index.get(), statement) == Index.ABSENT;
        };
    }

    /** Drops an invalid index that stands where a new one is wanted. */
    private void heal(Step step, Statement statement) throws SQLException {
        Optional<IndexAction> created = statement.index().filter(index -> index.kind() == IndexAction.Kind.CREATE);
        if (created.isPresent() && state(created.get(), statement) == Index.INVALID) {
            drop(created.get());
            run.tell(new Event.Healed(
                    step.id(),
                    "The invalid index \"" + created.get().name()
                            + "\", left by an attempt that did not end, was dropped."));
        }
    }

    /** Leaves nothing broken behind where that can be had soon; the failure itself is what the operator is told. */
    private void healAfter(SQLException failed, Step step, Statement statement) {
        try {
            Session.prepare(connection, run.searchPath(), HEALING);
            heal(step, statement);
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private void drop(IndexAction index) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("DROP INDEX CONCURRENTLY IF EXISTS " + name(index, index.name()));
        }
    }

    private Index state(IndexAction index, Statement statement) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT coalesce(indrelid = to_regclass(?) AND indisunique = ?, TRUE), indisvalid AND indisready
                FROM pg_index WHERE indexrelid = to_regclass(?)
                """)) {
            select.setString(1, index.table().map(table -> name(index, table)).orElse(null));
            select.setBoolean(2, statement.words().contains("UNIQUE"));
            select.setString(3, name(index, index.name()));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Index.ABSENT;
                }
                return !row.getBoolean(1) ? Index.ANOTHER : row.getBoolean(2) ? Index.VALID : Index.INVALID;
            }
        }
    }

    /** Of an index or its table: both live in one schema. */
    private String name(IndexAction index, String name) {
        return Identifier.quote(index.schema().orElse(schema)) + "." + Identifier.quote(name);
    }
}
