package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A server that follows this one.
 *
 * @param name the application's, as the standby gives it
 * @param behind bytes of WAL that it has not replayed; empty when the asking role may not see it
 */
public record Standby(String name, OptionalLong behind) {
    private static final String QUERY = """
        SELECT application_name,
               CASE WHEN NOT pg_catalog.pg_is_in_recovery()
                    THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), replay_lsn)::bigint END
        FROM pg_catalog.pg_stat_replication WHERE state IS DISTINCT FROM 'backup' ORDER BY application_name, pid
        """;

    /** Those that are connected. */
    public static List<Standby> read(Connection connection) throws SQLException {
        List<Standby> standbys = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(QUERY)) {
            while (rows.next()) {
                standbys.add(new Standby(rows.getString(1), Rows.number(rows, 2)));
            }
        }
        return List.copyOf(standbys);
    }
}
