package io.emcee.catalog;

import io.emcee.catalog.ForeignKey.OnDelete;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads foreign keys from {@code pg_constraint}; the views of information_schema take half a minute for it. */
public final class ForeignKeys {
    /** A partition's own copy of its root's key, which has a parent constraint, is left out. */
    private static final String QUERY = """
        WITH keys AS MATERIALIZED (
            SELECT k.conname, k.conrelid, k.conkey, k.confrelid, k.confkey, k.confdeltype, k.convalidated,
                   cn.nspname AS child_schema, c.relname AS child, pn.nspname AS parent_schema, p.relname AS parent
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = k.confrelid
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0 AND ? IN (cn.nspname, pn.nspname)
        )
        SELECT conname, child_schema, child, parent_schema, parent, convalidated,
               (SELECT array_agg(a.attname::text ORDER BY u.place)
                FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS child_columns,
               (SELECT array_agg(a.attname::text ORDER BY u.place)
                FROM unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum) AS parent_columns,
               CASE k.confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET_NULL'
                    WHEN 'd' THEN 'SET_DEFAULT' ELSE 'NO_ACTION' END AS on_delete,
               EXISTS (SELECT FROM pg_catalog.pg_index i
                       JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                       JOIN pg_catalog.pg_am m ON m.oid = x.relam
                       WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
                         AND m.amname IN ('btree', 'hash') AND i.indnkeyatts >= cardinality(k.conkey)
                         AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey) AS indexed
        FROM keys k
        ORDER BY child_schema COLLATE "C", child COLLATE "C", conname COLLATE "C"
        """;

    private ForeignKeys() {}

    /** The foreign keys whose child or parent is in the schema, by child and name. Takes no lock, needs no right. */
    public static List<ForeignKey> of(Connection connection, String schema) throws SQLException {
        try (var statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            try (var rows = statement.executeQuery()) {
                List<ForeignKey> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(of(rows));
                }
                return List.copyOf(keys);
            }
        }
    }

    private static ForeignKey of(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("conname"),
                new QualifiedName(row.getString("child_schema"), row.getString("child")),
                names(row, "child_columns"),
                new QualifiedName(row.getString("parent_schema"), row.getString("parent")),
                names(row, "parent_columns"),
                OnDelete.valueOf(row.getString("on_delete")),
                row.getBoolean("indexed"),
                row.getBoolean("convalidated"));
    }

    private static List<String> names(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
