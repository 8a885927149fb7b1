package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A replication slot, for whose reader the server keeps what was written.
 *
 * @param active whether somebody reads from it
 * @param retained bytes of WAL that are kept for it; empty when it keeps none, and on a standby
 */
public record ReplicationSlot(String name, boolean active, OptionalLong retained) {
    private static final String QUERY = """
        SELECT slot_name, active,
               CASE WHEN NOT pg_catalog.pg_is_in_recovery()
                    THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint END
        FROM pg_catalog.pg_replication_slots ORDER BY slot_name
        """;

    /** Every slot of the server, for the WAL is that of all its databases. */
    public static List<ReplicationSlot> read(Connection connection) throws SQLException {
        List<ReplicationSlot> slots = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(QUERY)) {
            while (rows.next()) {
                slots.add(new ReplicationSlot(rows.getString(1), rows.getBoolean(2), Rows.number(rows, 3)));
            }
        }
        return List.copyOf(slots);
    }
}
