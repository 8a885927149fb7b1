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
 * @param after the key of the last row walked over, as text; empty at the start of a pass
 * @param rows migrated so far, exactly, over all runs
 * @param total rows to migrate in all, as far as known; never below {@code rows}
 * @param exact whether the total was counted; else it is an estimate
 */
public record Checkpoint(Optional<List<String>> after, long rows, long total, boolean exact) {

    Checkpoint moved(Optional<List<String>> key, long changed) {
        return new Checkpoint(key, rows + changed, Math.max(total, rows + changed), exact);
    }

    /**
     * The checkpoint of a revision, if it was made for this definition of it. Waits for the transaction of a process
     * that was killed while the server committed its last batch, so that no row is left uncounted.
     */
    static Optional<Checkpoint> read(Connection connection, RevisionId revision, int checksum) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT last_key, rows_done, rows_total, total_exact
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
        return new Checkpoint(after, row.getLong(2), row.getLong(3), row.getBoolean(4));
    }

    /** Writes the checkpoint within the caller's transaction. */
    void write(Connection connection, RevisionId revision, int checksum) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO emcee.checkpoint AS c (revision, checksum, last_key, rows_done, rows_total, total_exact)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (revision) DO UPDATE
                SET checksum = excluded.checksum, last_key = excluded.last_key, rows_done = excluded.rows_done,
                    rows_total = excluded.rows_total, total_exact = excluded.total_exact, updated_at = now()
                """)) {
            upsert.setString(1, revision.text());
            upsert.setInt(2, checksum);
            if (after.isPresent()) {
                upsert.setArray(3, connection.createArrayOf("text", after.get().toArray()));
            } else {
                upsert.setNull(3, Types.ARRAY);
            }
            upsert.setLong(4, rows);
            upsert.setLong(5, total);
            upsert.setBoolean(6, exact);
            upsert.executeUpdate();
        }
    }
}
