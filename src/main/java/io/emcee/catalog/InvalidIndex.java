package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An index that no query uses although every write pays for it: what is left of a build that failed.
 *
 * @param builder the pid of whoever is building it at this moment; empty when nobody is
 */
public record InvalidIndex(QualifiedName name, QualifiedName table, OptionalLong builder) {
    /** How REINDEX CONCURRENTLY names the new index while it builds it, and the old one before it drops it. */
    private static final Pattern REMAINS = Pattern.compile(".*_cc(new|old)\\d*", Pattern.DOTALL);

    /** That of a partitioned table is invalid as long as a partition lacks its own: nothing has failed there. */
    private static final String QUERY = """
        SELECT n.nspname, x.relname, tn.nspname, t.relname,
               (SELECT min(p.pid)
                FROM pg_catalog.pg_stat_progress_create_index p JOIN pg_catalog.pg_locks k ON k.pid = p.pid
                WHERE k.locktype = 'relation' AND k.relation = i.indrelid AND k.granted
                  AND k.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
        JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
        JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
        WHERE NOT (i.indisvalid AND i.indisready) AND x.relkind = 'i' AND x.relpersistence <> 't'
        ORDER BY 1, 2
        """;

    /** Every one of this database. */
    public static List<InvalidIndex> read(Connection connection) throws SQLException {
        List<InvalidIndex> indexes = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(QUERY)) {
            while (rows.next()) {
                indexes.add(new InvalidIndex(
                        new QualifiedName(rows.getString(1), rows.getString(2)),
                        new QualifiedName(rows.getString(3), rows.getString(4)),
                        Rows.number(rows, 5)));
            }
        }
        return List.copyOf(indexes);
    }

    /** Whether it is what a REINDEX CONCURRENTLY that failed has left beside the index itself. */
    public boolean remains() {
        return REMAINS.matcher(name.name()).matches();
    }

    /** The statement that takes it away while clients go on. */
    public String drop() {
        return "DROP INDEX CONCURRENTLY " + name.quoted();
    }

    /** The statement that builds it anew while clients go on. */
    public String rebuild() {
        return "REINDEX INDEX CONCURRENTLY " + name.quoted();
    }
}
