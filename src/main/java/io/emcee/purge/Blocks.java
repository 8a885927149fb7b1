package io.emcee.purge;

import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The roots in the order in which they lie on disk, in ranges of the table's blocks. The cost of a batch does not grow
 * with the rows that are gone already, as that of a search from the beginning does.
 */
final class Blocks implements Roots {
    /** 16 MB, read in milliseconds. */
    private static final long MOST = 2_048;

    private final long end;
    private long next;
    private long last = 1;
    private double density;

    private Blocks(long end, double density) {
        this.end = end;
        this.density = density;
    }

    /** The blocks that the table has at this moment; later ones hold no candidates of a cutoff that is in the past. */
    static Blocks of(Connection connection, Table table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT coalesce(max(pg_relation_size(c.oid) / current_setting('block_size')::bigint), 0),
                       coalesce(sum(greatest(c.reltuples, 0)) / nullif(sum(c.relpages), 0), 0)
                FROM (SELECT to_regclass(?)::oid AS oid) AS root
                LEFT JOIN LATERAL pg_partition_tree(root.oid) AS p ON TRUE
                JOIN pg_catalog.pg_class c ON c.oid = coalesce(p.relid, root.oid) AND c.relkind = 'r'
                """)) {
            select.setString(1, table.name().quoted());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Blocks(row.getLong(1), Math.max(1, row.getDouble(2)));
            }
        }
    }

    @Override
    public synchronized Optional<String> next(int size) {
        if (next >= end) {
            return Optional.empty();
        }
        last = Math.max(1, Math.min(MOST, Math.round(size / Math.max(density, 1e-3))));
        long from = next;
        next = Math.min(end, from + last);
        return Optional.of("r.ctid >= '(" + from + ",0)'::tid AND r.ctid < '(" + next + ",0)'::tid");
    }

    @Override
    public synchronized void found(int candidates) {
        density = (density + (double) candidates / last) / 2;
    }
}
