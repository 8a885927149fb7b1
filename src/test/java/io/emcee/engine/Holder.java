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
        Holder holder = new Holder(connection);
        holder.execute(sql);
        return holder;
    }

    /** Goes on in the transaction. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Undoes the transaction. */
    void end() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
