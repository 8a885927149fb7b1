package io.emcee.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Prepares a session of a copy for the statements of revisions. */
final class Sessions {
    private Sessions() {}

    /**
     * As a run does, but with no limit for locks, which nobody else holds, and with the server's messages of what it does
     * to tables.
     *
     * @return the backend's process id
     */
    static int prepare(Connection connection, String searchPath) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("""
                SELECT set_config('search_path', ?, false), set_config('timezone', 'UTC', false),
                       set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false),
                       set_config('client_min_messages', 'debug1', false), pg_backend_pid()
                """)) {
            set.setString(1, searchPath);
            try (ResultSet row = set.executeQuery()) {
                row.next();
                return row.getInt(6);
            }
        }
    }
}
