package io.emcee.rehearsal;

import io.emcee.engine.StopSignal;
import io.emcee.lint.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Looks at a backend of the copy from another session, and cancels what it runs when that is wanted. Thread-safe. */
final class Observer implements AutoCloseable {
    /** In this order: whoever waits at first still waits when the locks are read. */
    private static final String QUERY = """
            SELECT NULL::oid, NULL FROM pg_stat_activity WHERE pid = ? AND wait_event_type = 'Lock'
            UNION ALL
            SELECT relation, mode FROM pg_locks
            WHERE locktype = 'relation' AND pid = ?
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final Connection connection;

    /** @param connection in autocommit; closed with this */
    Observer(Connection connection) {
        this.connection = connection;
    }

    /**
     * What a backend has locked, or waits for, at this moment.
     *
     * @param waits whether somebody holds it up
     */
    record Sight(Map<Long, Set<LockMode>> locks, boolean waits) {}

    synchronized Sight look(int backend) throws SQLException {
        Map<Long, Set<LockMode>> locks = new HashMap<>();
        boolean waits = false;
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setInt(1, backend);
            select.setInt(2, backend);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    if (row.wasNull()) {
                        waits = true;
                    } else {
                        locks.computeIfAbsent(oid, any -> EnumSet.noneOf(LockMode.class))
                                .add(LockMode.of(row.getString(2)));
                    }
                }
            }
        }
        return new Sight(locks, waits);
    }

    /** From now on a wish to stop cancels what this backend runs. */
    void guard(int backend, StopSignal stop) {
        stop.cancelBy(this::cancel);
        stop.running(backend);
    }

    private synchronized void cancel(int backend) {
        try (PreparedStatement cancel = connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
            cancel.setInt(1, backend);
            cancel.execute();
        } catch (SQLException gone) {
            // The copy is going, and the backend with it.
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
