package io.emcee.purge;

import io.emcee.engine.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long the questions of a {@link Review} or a plan may take, and the way to end them before they are answered, from
 * any thread; once ended it stays so.
 */
public final class Patience {
    private final Duration limit;
    private volatile boolean ended;
    private volatile OptionalInt asked = OptionalInt.empty();

    /** Without a limit. */
    public Patience() {
        this(Duration.ZERO);
    }

    /** @param limit for each statement; zero for none */
    public Patience(Duration limit) {
        this.limit = limit;
    }

    /** What is asked. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    /**
     * The question that is being answered fails soon, with the server's word that it was cancelled; returns when the
     * server was asked. Must not be called on a thread that may not wait.
     */
    public void end(Engine engine) {
        ended = true;
        asked.ifPresent(backend -> engine.read("cancel", connection -> {
            try (Statement cancel = connection.createStatement();
                    ResultSet done = cancel.executeQuery("SELECT pg_cancel_backend(" + backend + ")")) {
                return done.next();
            }
        }));
    }

    /** Whether somebody has lost it. */
    public boolean ended() {
        return ended;
    }

    <T> T during(Connection connection, Question<T> question) throws SQLException {
        if (ended) {
            throw new PurgeRefused("The question was cancelled.");
        }
        asked = backend(connection);
        limit(connection, limit);
        try {
            return question.ask();
        } finally {
            asked = OptionalInt.empty();
        }
    }

    /** From now on, for each statement; zero leaves it as it is. */
    static void limit(Connection connection, Duration limit) throws SQLException {
        if (!limit.isZero()) {
            try (Statement set = connection.createStatement()) {
                set.execute("SET statement_timeout = " + limit.toMillis());
            }
        }
    }

    private static OptionalInt backend(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return OptionalInt.of(row.getInt(1));
        }
    }
}
