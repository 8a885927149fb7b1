package io.emcee.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;

/**
 * The session of a copy in which the statements of a plan run.
 *
 * @param connection in autocommit between two steps
 * @param backend the server's process id of it
 */
record Worker(Connection connection, int backend) {
    /** Runs SQL, and answers what the server said meanwhile. */
    List<String> execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            List<String> said = new ArrayList<>();
            for (SQLWarning at = statement.getWarnings(); at != null; at = at.getNextWarning()) {
                said.add(String.valueOf(at.getMessage()));
            }
            return said;
        }
    }
}
