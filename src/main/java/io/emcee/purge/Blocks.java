package io.emcee.purge;

import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The roots in the order in which they lie on disk, in ranges of row addresses. The cost of a batch does not grow with
 * the rows that are gone already, as that of a search from the beginning does.
 */
final class Blocks implements Roots {
    /** Looked through at once for candidates: 16 MB, read in milliseconds. */
    private static final long PIECE = 2_048;

    private final Connection connection;
    private final Hindrances hindrances;
    private final long end;
    private long block;
    private String after = "(0,0)";

    private Blocks(Connection connection, Hindrances hindrances, long end) {
        this.connection = connection;
        this.hindrances = hindrances;
        this.end = end;
    }

    /**
     * The blocks that the table has at this moment; later ones hold no candidates of a cutoff that is in the past.
     *
     * @param connection in autocommit, for this alone
     */
    static Blocks of(Connection connection, Hindrances hindrances) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT coalesce(max(pg_relation_size(c.oid) / current_setting('block_size')::bigint), 0)
                FROM (SELECT to_regclass(?)::oid AS oid) AS root
                LEFT JOIN LATERAL pg_partition_tree(root.oid) AS p ON TRUE
                JOIN pg_catalog.pg_class c ON c.oid = coalesce(p.relid, root.oid) AND c.relkind = 'r'
                """)) {
            select.setString(1, hindrances.tree().root().name().quoted());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Blocks(connection, hindrances, row.getLong(1));
            }
        }
    }

    /** Where nothing is to be purged the table is only read. */
    @Override
    public synchronized Optional<String> next(int size) throws SQLException {
        while (block < end) {
            String from = after;
            String piece = "(" + Math.min(end, block + PIECE) + ",0)";
            Optional<String> last = last(size, between(from, piece));
            after = last.orElse(piece);
            block = Long.parseLong(after.substring(1, after.indexOf(',')));
            String range = between(from, after);
            if (last.isPresent() || any(range)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    /** The address of the last of so many candidates; empty where there are fewer. */
    private Optional<String> last(int size, String range) throws SQLException {
        return value("SELECT CASE WHEN count(*) = " + size + " THEN max(ctid)::text END FROM (SELECT r.ctid FROM "
                + candidates(range) + " LIMIT " + size + ") AS found");
    }

    private boolean any(String range) throws SQLException {
        return value("SELECT 'x' FROM " + candidates(range) + " LIMIT 1").isPresent();
    }

    private String candidates(String range) {
        Table root = hindrances.tree().root();
        return root.name().quoted() + " AS r WHERE " + range + " AND "
                + hindrances.cutoff().candidate(root, "r");
    }

    private static String between(String after, String until) {
        return "r.ctid > '" + after + "'::tid AND r.ctid <= '" + until + "'::tid";
    }

    private Optional<String> value(String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.<String>empty();
        }
    }
}
