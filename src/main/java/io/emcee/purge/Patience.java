package io.emcee.purge;

import io.emcee.engine.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** Ends the questions of a {@link Review} before they are answered, from any thread; once ended it stays so. */
public final class Patience {
    private volatile boolean ended;
    private volatile OptionalInt asked = OptionalInt.empty();

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
        try {
            return question.ask();
        } finally {
            asked = OptionalInt.empty();
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
