package io.emcee.backfill;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the columns by which a table is to be walked. */
final class Key {
    /** An index with more columns in INCLUDE is as good; one with a condition or an expression is not. */
    private static final String QUERY = """
            SELECT format_type(a.atttypid, a.atttypmod), a.attnotnull AND EXISTS (
                SELECT FROM pg_index AS i
                WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid
                    AND i.indpred IS NULL AND i.indexprs IS NULL
                    AND ? = (SELECT array_agg(k.attname::text ORDER BY c.place)
                             FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS c (number, place)
                             JOIN pg_attribute AS k ON k.attrelid = i.indrelid AND k.attnum = c.number
                             WHERE c.place <= i.indnkeyatts)
            )
            FROM unnest(?) WITH ORDINALITY AS wanted (name, place)
            JOIN pg_attribute AS a ON a.attname = wanted.name
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY wanted.place
            """;

    private Key() {}

    /**
     * The types of the key's columns.
     *
     * @throws NoKey when they are not, in this order, those of a valid unique index, or one of them may be null
     */
    static List<String> types(Connection connection, Work work) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            Array names = connection.createArrayOf("text", work.key().toArray());
            select.setArray(1, names);
            select.setArray(2, names);
            select.setString(3, work.name());
            return types(select, work);
        }
    }

    private static List<String> types(PreparedStatement select, Work work) throws SQLException {
        List<String> types = new ArrayList<>();
        boolean walkable = true;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                types.add(row.getString(1));
                walkable &= row.getBoolean(2);
            }
        }
        if (types.size() < work.key().size() || !walkable) {
            throw new NoKey(work);
        }
        return types;
    }
}
