package io.emcee.engine;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Sessions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The one lock behind which emcee changes a database: a session advisory lock on a connection of its own, so that it
 * goes when the process goes (manual, section 13.3.5). Polled never, tried once: whoever comes second is told who holds
 * it. The methods may be called from several threads.
 */
final class GlobalLock implements AutoCloseable {
    private static final long SPACE = 0x656d636565L << 24; // "emcee"

    private final Connection connection;

    private GlobalLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock for a target schema.
     *
     * @throws LockBusy naming the holder
     */
    static GlobalLock take(Access access, String schema, String purpose) throws SQLException {
        Connection connection = access.writer(purpose);
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, key(schema));
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return new GlobalLock(connection);
                }
            }
            throw busy(access.database(), Sessions.lockHolder(connection, key(schema)));
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Who works on the database now. */
    static Optional<LockHolder> holder(Connection connection, String schema) throws SQLException {
        return Sessions.lockHolder(connection, key(schema));
    }

    private static LockBusy busy(String database, Optional<LockHolder> holder) {
        return new LockBusy("Another emcee works on \"" + database + "\": "
                + holder.map(LockHolder::toString).orElse("it has just ended")
                + "; wait until it is done, then run the command again.");
    }

    static long key(String schema) {
        CRC32 crc = new CRC32();
        crc.update(schema.getBytes(StandardCharsets.UTF_8));
        return SPACE ^ crc.getValue();
    }

    /**
     * Makes sure that the lock is still held; a server that restarted has forgotten it.
     *
     * @throws SQLException when the connection is gone, and the lock with it
     */
    synchronized void check() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** Cancels what a backend of ours runs; a backend that is gone is no failure. */
    synchronized void cancel(int pid) {
        try (PreparedStatement cancel = connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
            cancel.setInt(1, pid);
            cancel.execute();
        } catch (SQLException gone) {
            // The lock's connection is gone, and the run will find that by itself.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // The lock ends with the session in any case.
        }
    }
}
