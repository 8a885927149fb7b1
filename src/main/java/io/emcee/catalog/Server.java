package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The server and the session, in one query.
 *
 * @param versionNumber {@code 170011} for 17.11
 * @param version as the server spells it, {@code 17.11 (Debian 17.11-1)}
 * @param role whose rights the session has
 * @param inRecovery whether this is a standby, which takes no writes
 * @param address the server's own {@code host:port}; empty on a Unix socket
 * @param time the server's clock
 * @param schema the first entry of {@code search_path} that exists and that the role may use
 */
public record Server(
        int versionNumber,
        String version,
        String role,
        boolean superuser,
        String database,
        boolean inRecovery,
        Optional<String> address,
        Instant time,
        Optional<String> schema) {
    private static final String QUERY = """
        SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_user,
               coalesce((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user), false),
               current_database(), pg_catalog.pg_is_in_recovery(),
               host(inet_server_addr()) || ':' || inet_server_port(), clock_timestamp(), current_schema()
        """;

    /** Asks the session's server. */
    public static Server read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(QUERY)) {
            row.next();
            return of(row);
        }
    }

    /** What tells this database from every other, also from a copy of it: the cluster's identifier and the database's. */
    public static String identity(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT system_identifier FROM pg_control_system()) || '/'
                            || (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Server of(ResultSet row) throws SQLException {
        return new Server(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getBoolean(6),
                Optional.ofNullable(row.getString(7)),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString(9)));
    }
}
