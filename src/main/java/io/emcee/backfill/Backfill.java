package io.emcee.backfill;

import static java.util.stream.Collectors.joining;

import io.emcee.batch.BatchLoop;
import io.emcee.batch.BatchResult;
import io.emcee.batch.BatchSize;
import io.emcee.batch.Control;
import io.emcee.batch.Going;
import io.emcee.batch.Lamps;
import io.emcee.batch.Throttle;
import io.emcee.batch.Watcher;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs one data migration on one connection, from its checkpoint to the point where nothing is pending. The connection
 * is in autocommit before and after, and may write to schema {@code emcee}. For one thread.
 */
public final class Backfill {
    private final Connection connection;
    private final Work work;

    public Backfill(Connection connection, Work work) {
        this.connection = connection;
        this.work = work;
    }

    /**
     * Walks the table, and walks it again while rows are pending that came in behind a pass.
     *
     * @param size of the first batch
     * @param control asked between two batches
     * @param throttle likewise
     * @return true when nothing is pending, false when stopped before
     * @throws NotEnding when pass after pass leaves rows pending
     * @throws NoKey when the key's columns do not exist or may repeat
     */
    public boolean run(BatchSize size, Control control, Throttle throttle, Listener listener)
             throws SQLException {
        List<String> types = Key.types(connection, work);
        Checkpoint checkpoint = start();
        listener.reached(checkpoint);
        Passes passes = new Passes();
        while (true) {
            Walk walk = new Walk(connection, work, types, checkpoint);
            if (!new BatchLoop(control, throttle, watcher(walk, listener)).run(walk, size)) {
                return false;
            }
            if (pending(1) == 0) {
                return true;
            }
            passes.ended(checkpoint, walk.checkpoint());
            checkpoint = walk.checkpoint();
        }
    }

    private static Watcher watcher(Walk walk, Listener listener) {
        return new Watcher() {
            @Override
            public void batch(BatchResult result, int size, Duration took) {
                listener.reached(walk.checkpoint());
            }

            @Override
            public void going(Going how, Lamps lamps) {
                listener.going(how, lamps);
            }
        };
    }

    /** Tells a table that clients still write to from a statement that does not do what its pending condition asks. */
    private final class Passes {
        private static final int PATIENCE = 3;

        private long fewest = Long.MAX_VALUE;
        private int vain;

        /** A whole pass that changed nothing was in vain at once; one that did not lower what is pending, after some. */
        void ended(Checkpoint before, Checkpoint after) throws SQLException {
            long pending = pending(Long.MAX_VALUE);
            boolean whole = before.after().isEmpty();
            vain = pending < fewest || !whole ? 0 : vain + 1;
            fewest = Math.min(fewest, pending);
            if (pending > 0 && whole && (after.rows() == before.rows() || vain == PATIENCE)) {
                throw new NotEnding(work, pending);
            }
        }
    }

    /** The rows that are pending, counted no further than {@code limit}. */
    public long pending(long limit) throws SQLException {
        return pending(connection, work, limit);
    }

    /** The rows of a data migration that are pending, counted no further than {@code limit}; only reads. */
    public static long pending(Connection connection, Work work, long limit) throws SQLException {
        String table = Identifier.quote(work.schema()) + "." + Identifier.quote(work.table());
        String question = "SELECT count(*) FROM (SELECT FROM " + table + " WHERE (" + work.pending() + ") LIMIT "
                + limit + ") AS pending";
        try (Statement count = connection.createStatement();
                ResultSet row = count.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Makes sure, without changing anything, that the table can be walked by its key and asked what is pending.
     *
     * @throws NoKey when the key's columns do not exist or may repeat
     */
    public static void check(Connection connection, Work work) throws SQLException {
        Key.types(connection, work);
        pending(connection, work, 1);
    }

    /** Goes on in the middle of a pass; at the beginning of one what is pending is counted anew. */
    private Checkpoint start() throws SQLException {
        Optional<Checkpoint> kept = Checkpoint.read(connection, work.revision(), work.checksum());
        if (kept.filter(checkpoint -> checkpoint.after().isPresent()).isPresent()) {
            return kept.get();
        }
        Checkpoint counted = count(kept.map(Checkpoint::rows).orElse(0L));
        counted.write(connection, work.revision(), work.checksum());
        return counted;
    }

    /** Counts for a second; a table that takes longer is estimated from the planner's statistics. */
    private Checkpoint count(long rows) throws SQLException {
        try {
            return Transaction.of(connection, () -> {
                try (Statement limit = connection.createStatement()) {
                    limit.execute("SET LOCAL statement_timeout = '1s'");
                }
                return new Checkpoint(Optional.empty(), rows, rows + pending(Long.MAX_VALUE), true);
            });
        } catch (SQLException failed) {
            if (!SqlState.QUERY_CANCELED.in(failed)) {
                throw failed;
            }
            return new Checkpoint(Optional.empty(), rows, Math.max(rows, estimate()), false);
        }
    }

    private long estimate() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(?)")) {
            select.setString(1, Identifier.quote(work.schema()) + "." + Identifier.quote(work.table()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** {@code "id", "position"}: names for a message. */
    static String names(List<String> columns) {
        return columns.stream().map(column -> "\"" + column + "\"").collect(joining(", "));
    }
}
