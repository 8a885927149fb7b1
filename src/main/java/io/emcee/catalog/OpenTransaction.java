package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction that another session has open in this database.
 *
 * @param id the server's own name for it, never given twice: {@code 5/1234}
 * @param snapshot whether it keeps a snapshot, for which everything CONCURRENTLY waits; true also when the asking role
 *     may not see it
 */
public record OpenTransaction(String id, Blocker session, boolean snapshot) {
    /** Every transaction locks its own id, which pg_locks hides from nobody. */
    private static final String QUERY = """
        SELECT %s, i.virtualxid, a.state IS NULL OR a.backend_xmin IS NOT NULL AS snapshot
        FROM pg_catalog.pg_locks i JOIN pg_catalog.pg_stat_activity a ON a.pid = i.pid
        WHERE i.locktype = 'virtualxid' AND i.mode = 'ExclusiveLock' AND i.granted
          AND a.datname = current_database() AND a.pid <> pg_backend_pid()
          AND coalesce(a.backend_type, 'client backend') = 'client backend'
        ORDER BY a.xact_start, i.pid
        """.formatted(Blocker.COLUMNS);

    /** The transactions of other sessions, the oldest first, those whose age the role may not see last. */
    public static List<OpenTransaction> read(Connection connection) throws SQLException {
        List<OpenTransaction> transactions = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(QUERY)) {
            while (rows.next()) {
                transactions.add(new OpenTransaction(
                        rows.getString("virtualxid"), Blocker.read(rows), rows.getBoolean("snapshot")));
            }
        }
        return List.copyOf(transactions);
    }
}
