package io.emcee.backfill;

import io.emcee.revision.RevisionId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/**
 * How far a data migration is, as kept in {@code emcee.checkpoint}.
 *
 * @param position where in a pass
 * @param rows migrated so far, exactly, over all runs
 * @param total rows to migrate in all, as far as known; never below {@code rows}
 * @param exact whether the total was counted; else it is an estimate
 */
public record Checkpoint(Position position, long rows, long total, boolean exact) {

    Checkpoint moved(Position to, long changed) {
        return new Checkpoint(to, rows + changed, Math.max(total, rows + changed), exact);
    }

    Checkpoint at(Position other) {
        return new Checkpoint(other, rows, total, exact);
    }

    /** The total has been counted meanwhile. */
    Checkpoint counted(long all) {
        return new Checkpoint(position, rows, Math.max(all, rows), true);
    }

    /**
     * The checkpoint of a revision, if it was made for this definition of it. Waits for the transaction of a process
     * that was killed while the server committed its last batch, so that no row is left uncounted.
     */
    static Optional<Checkpoint> read(Connection connection, RevisionId revision, int checksum) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT last_key, rows_done, rows_total, total_exact, walk_order, leaf, next_block
                FROM emcee.checkpoint
                WHERE revision = ? AND checksum = ?
                FOR UPDATE
                """)) {
            select.setString(1, revision.text());
            select.setInt(2, checksum);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(of(row)) : Optional.empty();
            }
        }
    }

    private static Checkpoint of(ResultSet row) throws SQLException {
        Optional<Array> key = Optional.ofNullable(row.getArray(1));
        Optional<List<String>> after = Optional.empty();
        if (key.isPresent()) {
            after = Optional.of(List.of((String[]) key.get().getArray()));
        }
        Optional<Order> order = Optional.ofNullable(row.getString(5)).flatMap(Order::of);
        Position position = new Position(order, after, row.getLong(6), row.getLong(7));
        return new Checkpoint(position, row.getLong(2), row.getLong(3), row.getBoolean(4));
    }

    /** Writes the checkpoint within the caller's transaction. */
    void write(Connection connection, RevisionId revision, int checksum) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO emcee.checkpoint AS c (revision, checksum, last_key, rows_done, rows_total, total_exact,
                    walk_order, leaf, next_block)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (revision) DO UPDATE
                SET checksum = excluded.checksum, last_key = excluded.last_key, rows_done = excluded.rows_done,
                    rows_total = excluded.rows_total, total_exact = excluded.total_exact,
                    walk_order = excluded.walk_order, leaf = excluded.leaf, next_block = excluded.next_block,
                    updated_at = now()
                """)) {
            upsert.setString(1, revision.text());
            upsert.setInt(2, checksum);
            if (position.after().isPresent()) {
                upsert.setArray(
                        3,
                        connection.createArrayOf("text", position.after().get().toArray()));
            } else {
                upsert.setNull(3, Types.ARRAY);
            }
            upsert.setLong(4, rows);
            upsert.setLong(5, total);
            upsert.setBoolean(6, exact);
            upsert.setString(7, position.order().map(Order::word).orElse(null));
            upsert.setLong(8, position.leaf());
            upsert.setLong(9, position.block());
            upsert.executeUpdate();
        }
    }
}
