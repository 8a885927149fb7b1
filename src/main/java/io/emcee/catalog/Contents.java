package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What is in a table, or in a column of one.
 *
 * @param rows of a table all of them, of a column those that have a value in it
 * @param quality of the rows, and of the bytes of a column
 * @param bytes of a table with its indexes and TOAST, of a column those of its values
 */
public record Contents(long rows, Quality quality, long bytes) {
    /** Up to here all is read, which takes a moment; above it the statistics must do. */
    private static final long READ = 64 << 20;

    /** Of a partitioned table that of all its partitions. */
    private static final String TABLE = """
        WITH files AS (
            SELECT relid AS oid FROM pg_catalog.pg_partition_tree(to_regclass(?)) WHERE isleaf
            UNION SELECT to_regclass(?)::oid)
        SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint,
               coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint,
               count(*) FILTER (WHERE c.relkind IN ('r', 'p', 'f'))
        FROM files JOIN pg_catalog.pg_class c ON c.oid = files.oid
        """;

    private static final String COLUMN = """
        SELECT s.null_frac, s.avg_width
        FROM pg_catalog.pg_attribute a
        LEFT JOIN pg_catalog.pg_stats s ON s.schemaname = ? AND s.tablename = ? AND s.attname = a.attname
        WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND NOT a.attisdropped
        ORDER BY s.inherited DESC LIMIT 1
        """;

    /**
     * Asks a database; of what is large, and of what the role may not read, only the statistics.
     *
     * @param connection in autocommit
     * @return empty when there is no such table or column
     */
    public static Optional<Contents> read(Connection connection, QualifiedName table, Optional<String> column)
            throws SQLException {
        Optional<Contents> all = table(connection, table);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Optional<Contents> estimate = column.isEmpty() ? all : column(connection, table, column.get(), all.get());
        return estimate.isPresent() && all.get().bytes() <= READ
                ? Optional.of(exact(connection, table, column, estimate.get()))
                : estimate;
    }

    private static Optional<Contents> table(Connection connection, QualifiedName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TABLE)) {
            select.setString(1, table.quoted());
            select.setString(2, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(3) == 0
                        ? Optional.empty()
                        : Optional.of(new Contents(row.getLong(1), Quality.ESTIMATE, row.getLong(2)));
            }
        }
    }

    private static Optional<Contents> column(Connection connection, QualifiedName table, String column, Contents all)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMN)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            select.setString(3, table.quoted());
            select.setString(4, column);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long rows = Math.round(all.rows() * (1 - row.getDouble(1)));
                return Optional.of(new Contents(rows, Quality.ESTIMATE, rows * row.getLong(2)));
            }
        }
    }

    private static Contents exact(
            Connection connection, QualifiedName table, Optional<String> column, Contents estimate)
            throws SQLException {
        String what = column.map(Identifier::quote)
                .map(name -> "count(" + name + "), coalesce(sum(pg_column_size(" + name + ")), 0)")
                .orElse("count(*), " + estimate.bytes());
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT /* emcee */ " + what + " FROM " + table.quoted())) {
            row.next();
            return new Contents(row.getLong(1), Quality.EXACT, row.getLong(2));
        } catch (SQLException refused) {
            if (SqlState.INSUFFICIENT_PRIVILEGE.in(refused) || SqlState.QUERY_CANCELED.in(refused)) {
                return estimate;
            }
            throw refused;
        }
    }
}
