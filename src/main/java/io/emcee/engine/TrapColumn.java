package io.emcee.engine;

import io.emcee.catalog.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A column as a trap must know it.
 *
 * @param type as {@code format_type} spells it
 * @param otherwise what it is where an INSERT does not name it; empty for NULL
 * @param telling whether an INSERT that gives it a value can be told from one that does not: not where the default
 *     answers otherwise every time, or where nobody can write the column
 */
record TrapColumn(String name, int number, String type, Optional<String> otherwise, boolean telling) {
    private static final String QUERY = """
            SELECT a.attnum, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), pg_catalog.pg_get_expr(t.typdefaultbin, 0)),
                   a.attidentity = '' AND a.attgenerated = '' AND NOT EXISTS (
                       SELECT FROM pg_catalog.regexp_matches(
                           coalesce(d.adbin::text, t.typdefaultbin::text, ''), ':(?:funcid|opfuncid) (\\d+)', 'g') AS f (id)
                       JOIN pg_catalog.pg_proc p ON p.oid = f.id[1]::oid WHERE p.provolatile = 'v')
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /**
     * Reads the catalog.
     *
     * @param connection whose search path is empty, so that every name in a default is written in full
     * @param table quoted
     * @throws SQLException also when there is no such column
     */
    static TrapColumn read(Connection connection, String table, String column) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setString(1, table);
            select.setString(2, column);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("there is no column " + column + " in " + table);
                }
                return new TrapColumn(
                        column,
                        row.getInt(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getBoolean(4));
            }
        }
    }

    /** The condition of a trigger on INSERT: as text, since not every type has an equality. */
    String given() {
        String value = "NEW." + Identifier.quote(name) + "::pg_catalog.text";
        return otherwise
                .map(text -> value + " IS DISTINCT FROM CAST((" + text + ") AS " + type + ")::pg_catalog.text")
                .orElse(value + " IS NOT NULL");
    }
}
