package io.emcee.cli;

import io.emcee.engine.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Hands out a connection that is open already when the first reader is asked for, then those of another access. */
final class FirstReader implements Access, AutoCloseable {
    private final Access access;
    private Optional<Connection> first;

    /** Opens the connection now. */
    FirstReader(Access access) {
        this.access = access;
        this.first = Optional.of(access.reader("look"));
    }

    @Override
    public Connection reader(String purpose) {
        return take().orElseGet(() -> access.reader(purpose));
    }

    private synchronized Optional<Connection> take() {
        Optional<Connection> taken = first;
        first = Optional.empty();
        return taken;
    }

    @Override
    public Connection writer(String purpose) {
        return access.writer(purpose);
    }

    @Override
    public Pool pool(String purpose, int size) {
        return access.pool(purpose, size);
    }

    @Override
    public String database() {
        return access.database();
    }

    /** Closes the connection if nobody has taken it. */
    @Override
    public void close() {
        take().ifPresent(left -> {
            try {
                left.close();
            } catch (SQLException gone) {
                // Then there is nothing to close.
            }
        });
    }
}
