package io.emcee.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Prepares connections for the statements of revisions. */
final class Session {
    /** How long a statement may make the service wait behind it, unless its revision says otherwise. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

    private Session() {}

    /**
     * Sets what a statement of a revision runs with: the target's tables without a schema name, a limit for locks, and
     * UTC, in which services keep their times.
     *
     * @param searchPath as PostgreSQL writes it
     * @param lockTimeout zero for none
     * @return the backend's process id
     */
    static int prepare(Connection connection, String searchPath, Duration lockTimeout) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("""
                SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false),
                       set_config('timezone', 'UTC', false), pg_backend_pid()
                """)) {
            set.setString(1, searchPath);
            set.setString(2, String.valueOf(lockTimeout.toMillis()));
            try (ResultSet row = set.executeQuery()) {
                row.next();
                return row.getInt(4);
            }
        }
    }
}
