package io.emcee.engine;

import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A client in the middle of a transaction that has run some SQL. */
final class Holder implements AutoCloseable {
    private final Connection connection;

    private Holder(Connection connection) {
        this.connection = connection;
    }

    static Holder of(TestDatabase database, String sql) throws SQLException {
        Connection connection = database.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new Holder(connection);
    }

    /** Ends the transaction. */
    void end() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
