package io.emcee.engine;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Sessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one lock behind which emcee changes a database: a session advisory lock on a connection of its own, so that it
 * goes when the process goes (manual, section 13.3.5). Polled never, tried once: whoever comes second is told who holds
 * it. The methods may be called from several threads.
 */
final class GlobalLock implements AutoCloseable {
    /** "emcee", and one for the one schema of that name; PostgreSQL keeps the keys of databases apart. */
    static final long KEY = 0x656d636565L << 24 | 1;

    private final Connection connection;
    private final String database;
    private final int backend;

    private GlobalLock(Connection connection, String database, int backend) {
        this.connection = connection;
        this.database = database;
        this.backend = backend;
    }

    /** The pid of the session that holds it. */
    int backend() {
        return backend;
    }

    /**
     * Takes the lock of the database.
     *
     * @throws LockBusy naming the holder
     */
    static GlobalLock take(Access access, String purpose) throws SQLException {
        Connection connection = access.writer(purpose);
        try {
            Session.unlimited(connection);
            OptionalInt backend = tried(connection);
            if (backend.isEmpty()) {
                throw busy(access.database(), holder(connection));
            }
            return new GlobalLock(connection, access.database(), backend.getAsInt());
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** The pid of the session when it got the lock. */
    private static OptionalInt tried(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?), pg_backend_pid()")) {
            lock.setLong(1, KEY);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? OptionalInt.of(row.getInt(2)) : OptionalInt.empty();
            }
        }
    }

    /** Who works on the database now. */
    static Optional<LockHolder> holder(Connection connection) throws SQLException {
        return Sessions.lockHolder(connection, KEY);
    }

    private static LockBusy busy(String database, Optional<LockHolder> holder) {
        return new LockBusy("Another emcee works on \"" + database + "\": "
                + holder.map(LockHolder::toString).orElse("it has just ended")
                + "; wait until it is done, then run the command again.");
    }

    /**
     * Makes sure that the lock is still held: who goes on without it may not be alone.
     *
     * @throws DatabaseFailed when the session is gone, and the lock with it
     */
    synchronized void check() {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException gone) {
            throw new DatabaseFailed(
                    "The session that keeps others from changing \"" + database + "\" is gone ("
                            + Failures.words(gone)
                            + "), so this run ended; what was done is kept. Run the same command again to go on.",
                    gone);
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

    /** Gives the lock back before the session ends: whoever comes next need not wait until the server has noticed. */
    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        } catch (SQLException alreadyGone) {
            // The lock ends with the session in any case.
        }
    }
}
