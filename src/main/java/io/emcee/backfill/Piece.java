package io.emcee.backfill;

import io.emcee.batch.BatchResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The transaction of one batch: the rows, and with them the checkpoint.
 *
 * @param condition what selects the rows to walk over
 * @param after where the walk is when they are done
 */
record Piece(String condition, Position after) {
    /** With what counts the new versions of rows so far: those of earlier transactions may be among them. */
    private static final String METER = """
            SELECT pg_catalog.pg_stat_get_xact_tuples_updated(?), pg_catalog.pg_stat_get_xact_tuples_hot_updated(?),
                   pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint,
                   set_config('random_page_cost', '1', true)
            """;

    /** A batch that is committed. */
    record Done(Checkpoint checkpoint, Cost cost, BatchResult result) {}

    /**
     * Changes the rows and commits. Only rows that are pending when their turn comes are changed: clients write at the
     * same time, and a row that one of them has migrated is not touched.
     *
     * @param counted the oid of the table whose new row versions are counted
     */
    Done run(Connection connection, Work work, Checkpoint before, long counted) throws SQLException {
        long begin = System.nanoTime();
        return Transaction.of(connection, () -> {
            long[] from = meter(connection, counted);
            long rows = update(connection, work);
            Checkpoint moved = before.moved(after, rows);
            moved.write(connection, work.revision(), work.checksum());
            long[] to = meter(connection, counted);
            Cost cost = new Cost(
                    rows,
                    to[0] - from[0],
                    to[1] - from[1],
                    to[2] - from[2],
                    Duration.ofNanos(System.nanoTime() - begin));
            return new Done(moved, cost, new BatchResult(rows, after.atStart()));
        });
    }

    private long update(Connection connection, Work work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(
                    work.statement().apply("(" + condition + " AND (" + work.pending() + "))"));
        }
    }

    private static long[] meter(Connection connection, long counted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(METER)) {
            select.setLong(1, counted);
            select.setLong(2, counted);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
            }
        }
    }
}
