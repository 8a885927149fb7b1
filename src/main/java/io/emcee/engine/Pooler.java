package io.emcee.engine;

import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Finds out whether a session of ours is one of the server's, or whether a pooler gives it another for each transaction. */
final class Pooler {
    private static final int TRIES = 3;

    private Pooler() {}

    /**
     * Whether somebody in between shares the server's sessions among its clients.
     *
     * @param one in autocommit
     * @param other is left outside of a transaction
     */
    static boolean between(Connection one, Connection other) throws SQLException {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (tried(one, other)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException failed) {
            if (strange(failed)) {
                return true;
            }
            throw failed;
        }
    }

    /** The server knows a statement that the session did not prepare, or does not know one that it did. */
    private static boolean strange(SQLException failed) {
        return SqlState.DUPLICATE_PREPARED_STATEMENT.in(failed) || SqlState.INVALID_SQL_STATEMENT_NAME.in(failed);
    }

    /** While the other is in a transaction, a pooler cannot give its session to the first one. */
    private static boolean tried(Connection one, Connection other) throws SQLException {
        int before = pid(one);
        other.setAutoCommit(false);
        try {
            int meanwhile = pid(other);
            return shared(before, meanwhile, pid(one));
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    /** By the backends that served a session, another one that is still in its transaction, and the first again. */
    static boolean shared(int before, int meanwhile, int after) {
        return meanwhile == before || after != before;
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
