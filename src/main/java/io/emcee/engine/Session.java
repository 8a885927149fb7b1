package io.emcee.engine;

import io.emcee.catalog.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Prepares connections for the statements of revisions. */
final class Session {
    /**
     * How long a batch waits for rows that a client has locked. Below the server's {@code deadlock_timeout} of 1 s, so
     * that of the two it is the batch that gives way.
     */
    static final Duration BATCH_LOCK_TIMEOUT = Duration.ofMillis(500);

    private Session() {}

    /** Takes off the limits that a role or a database may carry for its clients: an index may take hours to build. */
    static void unlimited(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET statement_timeout = 0; SET idle_session_timeout = 0");
        }
    }

    /** The target's schema before what the role searches anyway, for types and functions of extensions. */
    static String searchPath(Connection connection, String schema) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT current_setting('search_path')")) {
            row.next();
            String rest = row.getString(1);
            return Identifier.quote(schema) + (rest.isBlank() ? "" : ", " + rest);
        }
    }

    /**
     * Sets what a statement of a revision runs with: the target's tables without a schema name, a limit for locks but
     * none for the time it takes, and UTC, in which services keep their times.
     *
     * @param searchPath as PostgreSQL writes it
     * @param lockTimeout zero for none
     * @return the backend's process id
     * @throws SQLException also when the server keeps another lock_timeout
     */
    static int prepare(Connection connection, String searchPath, Duration lockTimeout) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("""
                SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false),
                       set_config('statement_timeout', '0', false), set_config('timezone', 'UTC', false),
                       pg_backend_pid(),
                       (extract(epoch FROM current_setting('lock_timeout')::interval) * 1000)::bigint
                """)) {
            set.setString(1, searchPath);
            set.setString(2, String.valueOf(lockTimeout.toMillis()));
            try (ResultSet row = set.executeQuery()) {
                row.next();
                if (row.getLong(6) != lockTimeout.toMillis()) {
                    throw new SQLException("the server keeps lock_timeout at " + row.getLong(6) + " ms where "
                            + lockTimeout.toMillis() + " ms was set");
                }
                return row.getInt(5);
            }
        }
    }
}
