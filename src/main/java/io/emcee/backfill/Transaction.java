package io.emcee.backfill;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on a connection that is in autocommit before and after. */
final class Transaction {
    private Transaction() {}

    /** Commits when the steps return, undoes them when they throw anything. */
    static <T> T of(Connection connection, Steps<T> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = steps.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error failed) {
            rollBack(connection, failed);
            throw failed;
        } finally {
            // Would commit what is still open; on a broken connection there is nothing left to do.
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable failed) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            failed.addSuppressed(gone);
        }
    }

    interface Steps<T> {
        T run() throws SQLException;
    }
}
