package io.emcee.backfill;

import static java.util.stream.Collectors.joining;

import io.emcee.batch.BatchLoop;
import io.emcee.catalog.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
     * @param size rows to walk over in one batch
     * @param stopWanted asked between two batches
     * @param progress told the checkpoint at the start and after each batch
     * @return true when nothing is pending, false when stopped before
     * @throws NotEnding when a whole pass changed nothing and rows are still pending
     * @throws NoKey when the key's columns do not exist or may repeat
     */
    public boolean run(int size, BooleanSupplier stopWanted, Consumer<Checkpoint> progress) throws SQLException {
        List<String> types = keyTypes();
        Checkpoint checkpoint = start();
        progress.accept(checkpoint);
        while (true) {
            long before = checkpoint.rows();
            boolean whole = checkpoint.after().isEmpty();
            Walk walk = new Walk(connection, work, types, checkpoint);
            boolean ended = new BatchLoop(size, stopWanted, batch -> progress.accept(walk.checkpoint())).run(walk);
            checkpoint = walk.checkpoint();
            if (!ended) {
                return false;
            }
            long pending = pending(1);
            if (pending == 0) {
                return true;
            }
            if (whole && checkpoint.rows() == before) {
                throw new NotEnding(work, pending(10_001));
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

    private Checkpoint start() throws SQLException {
        var kept = Checkpoint.read(connection, work.revision(), work.checksum());
        if (kept.isPresent()) {
            return kept.get();
        }
        Checkpoint fresh = total();
        fresh.write(connection, work.revision(), work.checksum());
        return fresh;
    }

    /** Counts for a second; a table that takes longer is estimated from the planner's statistics. */
    private Checkpoint total() throws SQLException {
        try (Statement limit = connection.createStatement()) {
            limit.execute("SET statement_timeout = '1s'");
            try {
                return new Checkpoint(Optional.empty(), 0, pending(Long.MAX_VALUE), true);
            } catch (SQLException timedOut) {
                if (!"57014".equals(timedOut.getSQLState())) {
                    throw timedOut;
                }
                return new Checkpoint(Optional.empty(), 0, estimate(), false);
            } finally {
                limit.execute("RESET statement_timeout");
            }
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

    /** The types of the key's columns, which must be those of a valid unique index without a condition, and not null. */
    private List<String> keyTypes() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT format_type(a.atttypid, a.atttypmod),
                       EXISTS (
                           SELECT FROM pg_index AS i
                           WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                               AND (SELECT array_agg(k.attname::text ORDER BY k.attname::text)
                                    FROM pg_attribute AS k
                                    WHERE k.attrelid = i.indrelid AND k.attnotnull
                                        AND k.attnum = ANY (i.indkey::int2[]))
                                   = (SELECT array_agg(n ORDER BY n) FROM unnest(?) AS n)
                       )
                FROM unnest(?) WITH ORDINALITY AS wanted (name, place)
                JOIN pg_attribute AS a ON a.attname = wanted.name
                WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY wanted.place
                """)) {
            var names = connection.createArrayOf("text", work.key().toArray());
            select.setArray(1, names);
            select.setArray(2, names);
            select.setString(3, Identifier.quote(work.schema()) + "." + Identifier.quote(work.table()));
            List<String> types = new ArrayList<>();
            boolean unique = true;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                    unique &= row.getBoolean(2);
                }
            }
            if (types.size() < work.key().size() || !unique) {
                throw new NoKey(work);
            }
            return types;
        }
    }

    /** {@code "id", "position"}: names for a message. */
    static String names(List<String> columns) {
        return columns.stream().map(column -> "\"" + column + "\"").collect(joining(", "));
    }
}
