package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Who is connected, and what they hold. */
public final class Sessions {
    private static final String ADVISORY = """
        SELECT k.pid, a.usename, nullif(a.application_name, '') AS application, host(a.client_addr) AS address,
               date_trunc('second', a.backend_start) AS connected, date_trunc('second', a.state_change) AS quiet
        FROM pg_catalog.pg_locks k LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = k.pid
        WHERE k.locktype = 'advisory' AND k.granted AND k.objsubid = 1
          AND k.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
          AND k.classid = ?::bigint::oid AND k.objid = ?::bigint::oid
        ORDER BY a.backend_start
        LIMIT 1
        """;

    private Sessions() {}

    /** Who holds the advisory lock with this key in this database. Needs no right, but without one sees less. */
    public static Optional<LockHolder> lockHolder(Connection connection, long key) throws SQLException {
        try (var statement = connection.prepareStatement(ADVISORY)) {
            // The server keeps the two halves of the key apart.
            statement.setLong(1, key >>> 32);
            statement.setLong(2, key & 0xffff_ffffL);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(holder(rows)) : Optional.empty();
            }
        }
    }

    private static LockHolder holder(ResultSet row) throws SQLException {
        return new LockHolder(
                row.getInt("pid"),
                Optional.ofNullable(row.getString("usename")),
                Optional.ofNullable(row.getString("application")),
                Optional.ofNullable(row.getString("address")),
                time(row, "connected"),
                time(row, "quiet"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
