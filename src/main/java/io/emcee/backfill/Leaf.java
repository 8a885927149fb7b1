package io.emcee.backfill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table, or a part of one, that has rows of its own.
 *
 * @param pages it has now
 * @param density rows on a page, at least 1, as far as the planner knows
 * @param heap whether its pages can be walked
 */
record Leaf(long oid, long pages, double density, boolean heap) {
    /** A density is guessed for what nobody has analyzed. */
    private static final String QUERY = """
            WITH RECURSIVE tree (oid) AS (
                SELECT to_regclass(?)::oid
                UNION ALL
                SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree ON i.inhparent = tree.oid
            )
            SELECT c.oid::bigint, pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint,
                   CASE WHEN c.relpages > 0 AND c.reltuples > 0 THEN greatest(1, c.reltuples / c.relpages) ELSE 50 END,
                   coalesce(c.relkind = 'r' AND a.amname = 'heap', false)
            FROM tree JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
            LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam
            WHERE c.relkind <> 'p'
            ORDER BY c.oid
            """;

    /** Whether the pages of all can be walked. */
    static boolean heaps(List<Leaf> leaves) {
        return leaves.stream().allMatch(Leaf::heap);
    }

    /** The parts of a table in their order; a plain table is its own only one. */
    static List<Leaf> of(Connection connection, Work work) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setString(1, work.name());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    leaves.add(new Leaf(row.getLong(1), row.getLong(2), row.getDouble(3), row.getBoolean(4)));
                }
            }
        }
        return List.copyOf(leaves);
    }
}
