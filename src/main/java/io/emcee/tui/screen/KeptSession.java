package io.emcee.tui.screen;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A read-only session that is kept for as long as somebody looks. Its questions come one after the other, from whatever
 * thread.
 */
final class KeptSession {
    private final String purpose;
    private final Duration limit;
    private Optional<Connection> connection = Optional.empty();

    /** What is asked of it. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Not opened yet.
     *
     * @param purpose as of {@link io.emcee.database.Database#reader}
     * @param limit for each statement
     */
    KeptSession(String purpose, Duration limit) {
        this.purpose = purpose;
        this.limit = limit;
    }

    /** Asks; after a failure the session is given back, and the next question opens another. */
    synchronized <T> T ask(World world, Question<T> question) throws SQLException {
        try {
            return question.ask(open(world));
        } catch (SQLException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private Connection open(World world) {
        Connection open = connection.orElseGet(() -> world.database().reader(purpose, limit));
        connection = Optional.of(open);
        return open;
    }

    /** Gives the session back. */
    synchronized void close() {
        connection.ifPresent(KeptSession::close);
        connection = Optional.empty();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // It is closed then.
        }
    }
}
