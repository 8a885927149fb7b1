package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where the database keeps its files. PostgreSQL tells nobody how much room is left there.
 *
 * @param tablespace of new tables and indexes
 * @param database its size in bytes; empty when it could not be measured
 */
public record Storage(String tablespace, OptionalLong database) {
    private static final String TABLESPACE = """
        SELECT coalesce(nullif(current_setting('default_tablespace'), ''), s.spcname)
        FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace s ON s.oid = d.dattablespace
        WHERE d.datname = current_database()
        """;

    /**
     * Of a tuple 8 bytes of header, 4 of its line pointer, and the columns on a boundary of 8; pages are filled to 90 %
     * (manual, sections 65.1 and 73.6). A width that is not known is taken for 32 bytes.
     */
    private static final String INDEX = """
        WITH RECURSIVE tree AS (
            SELECT c.oid, TRUE AS root
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?
            UNION ALL
            SELECT i.inhrelid, FALSE FROM pg_catalog.pg_inherits i JOIN tree ON tree.oid = i.inhparent
        ), entry AS (
            SELECT (8 + coalesce(sum(coalesce(s.avg_width, nullif(a.attlen, -1), 32)), 0) + 7)::bigint / 8 * 8 + 4
                   AS bytes
            FROM unnest(?::text[]) AS w (name)
            LEFT JOIN pg_catalog.pg_attribute a
                ON a.attname = w.name AND a.attrelid = (SELECT oid FROM tree WHERE root)
            LEFT JOIN pg_catalog.pg_stats s ON s.schemaname = ? AND s.tablename = ? AND s.attname = w.name
        )
        SELECT (sum(c.reltuples)::float8 * min(entry.bytes) / 0.9)::bigint
        FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid, entry
        WHERE c.relkind IN ('r', 'm') HAVING min(c.reltuples) >= 0
        """;

    /** Measures the database, which may take long when it has very many tables. */
    public static Storage read(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(TABLESPACE)) {
            row.next();
            return new Storage(row.getString(1), size(connection));
        }
    }

    private static OptionalLong size(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_catalog.pg_database_size(current_database())")) {
            row.next();
            return OptionalLong.of(row.getLong(1));
        } catch (SQLException failed) {
            if (SqlState.QUERY_CANCELED.in(failed) || SqlState.INSUFFICIENT_PRIVILEGE.in(failed)) {
                return OptionalLong.empty();
            }
            throw failed;
        }
    }

    /**
     * How large an index would be, about, by the statistics of its table.
     *
     * @param columns an expression stands as the empty text
     * @return empty when nobody has analyzed the table, or it is not there
     */
    public static OptionalLong index(Connection connection, QualifiedName table, List<String> columns)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(INDEX)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            select.setArray(3, connection.createArrayOf("text", columns.toArray()));
            select.setString(4, table.schema());
            select.setString(5, table.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Rows.number(row, 1) : OptionalLong.empty();
            }
        }
    }
}
