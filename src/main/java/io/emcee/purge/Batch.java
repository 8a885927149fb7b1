package io.emcee.purge;

import io.emcee.batch.BatchResult;
import io.emcee.batch.Batches;
import io.emcee.catalog.SqlState;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The batches of one worker: each a transaction with whole trees, their tombstones and the worker's counts. What a client
 * is in the way of is tried again, then in halves, so that one row never keeps the others. For one thread.
 */
final class Batch implements Batches {
    private static final int ATTEMPTS = 6;

    private final Connection connection;
    private final Work work;
    private final Keep keep;
    private final Tally released;
    private Tally done = new Tally();
    private Optional<Keys> keys = Optional.empty();
    private boolean careful;
    private long roots;

    /**
     * What to do.
     *
     * @param limit how many roots at most
     */
    record Work(PurgePlan.Root root, Cutoff cutoff, Roots roots, long limit) {}

    /** A root, and what takes its rows. */
    record Felled(PurgePlan.Root root, Taking taking) {}

    /** What is kept of the rows. */
    record Keep(Optional<Tombstones.Graves> graves, Taking taking, Purger.Progress progress) {}

    Batch(Connection connection, Work work, Keep keep, Tally released) {
        this.connection = connection;
        this.work = work;
        this.keep = keep;
        this.released = released;
    }

    /** What was purged since this was asked last. */
    Tally take() {
        Tally taken = done;
        done = new Tally();
        return taken;
    }

    @Override
    public BatchResult next(int size) throws SQLException {
        long wanted = Math.min(size, work.limit() - roots);
        Optional<String> which = wanted <= 0 ? Optional.empty() : work.roots().next((int) wanted);
        if (which.isEmpty()) {
            return new BatchResult(0, true);
        }
        long before = done.all();
        purge(which.get());
        return new BatchResult(done.all() - before, false);
    }

    private void purge(String which) throws SQLException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                commit(which);
                return;
            } catch (Felling.Hindered live) {
                careful = true;
            } catch (SQLException failed) {
                if (SqlState.FOREIGN_KEY_VIOLATION.in(failed)) {
                    careful = true;
                } else if (!SqlState.passing(failed)) {
                    throw failed;
                }
            }
        }
        halve(which);
    }

    /** A single row that still cannot go stays, and is counted at the end with what is left. */
    private void halve(String which) throws SQLException {
        Table root = work.root().tree().root();
        Rows primary = Keys.primaryOf(root);
        Rows rows = primary.query(
                connection,
                "SELECT " + primary.selection("r") + " FROM " + root.name().quoted() + " AS r WHERE " + which + " AND "
                        + work.cutoff().candidate(root, "r"));
        if (rows.size() > 1) {
            purge(rows.part(0, rows.size() / 2).match("r"));
            purge(rows.part(rows.size() / 2, rows.size()).match("r"));
        }
    }

    private void commit(String which) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Felling felling = fell(which);
            keep.progress().write(connection, felling.purged());
            keep.taking().seal();
            connection.commit();
            keep.taking().committed();
            committed(felling);
        } catch (SQLException | RuntimeException | Error failed) {
            undo(failed);
            throw failed;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void undo(Throwable failed) {
        try {
            connection.rollback();
            keep.taking().discard();
        } catch (SQLException gone) {
            failed.addSuppressed(gone);
        }
    }

    private Felling fell(String which) throws SQLException {
        Felling.begin(connection);
        Tree tree = work.root().tree();
        Hindrances hindrances = new Hindrances(tree, work.cutoff(), Holds.active(connection));
        if (keys.isEmpty()) {
            keys = Optional.of(Keys.read(connection, tree));
        }
        Felling felling = new Felling(connection, keys.get(), hindrances);
        if (tree.alone() && keep.graves().isEmpty() && keep.taking() == Taking.NOTHING) {
            felling.alone(which);
            return felling;
        }
        boolean looked = careful;
        Rows gone = felling.trees(which, careful, keep.taking());
        if (keep.graves().isPresent()) {
            keep.graves().get().bury(connection, gone);
        }
        // As long as something hinders, it is cheaper to look first than to begin again.
        careful = looked && gone.size() < felling.candidates();
        return felling;
    }

    private void committed(Felling felling) {
        roots += felling.purged().of(work.root().table());
        done.add(felling.purged());
        released.add(felling.released());
        keep.progress().tally().add(felling.purged());
    }
}
