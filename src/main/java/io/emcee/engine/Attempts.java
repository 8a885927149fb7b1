package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What is asked or done on the server, so that its failures come out in emcee's words. Thread-safe. */
final class Attempts {
    private final Access access;

    Attempts(Access access) {
        this.access = access;
    }

    /** What may fail as the server says. */
    interface Work<T> {
        T go() throws SQLException;
    }

    /** Asks on a connection of its own. */
    <T> T read(String purpose, Engine.Question<T> question) {
        return make(() -> {
            try (Connection connection = access.reader(purpose)) {
                return answer(connection, question);
            }
        });
    }

    private <T> T answer(Connection connection, Engine.Question<T> question) throws SQLException {
        try {
            return question.ask(connection);
        } catch (SQLException failed) {
            if (SqlState.LOCK_NOT_AVAILABLE.in(failed)) {
                throw LockNotGranted.reading(access.database(), Blockers.exclusive(connection), failed);
            }
            throw failed;
        }
    }

    /**
     * Does some work.
     *
     * @throws LockNotGranted when a table could not be read
     * @throws DatabaseFailed when the server failed otherwise
     */
    <T> T make(Work<T> work) {
        try {
            return work.go();
        } catch (SQLException failed) {
            throw SqlState.LOCK_NOT_AVAILABLE.in(failed)
                    ? LockNotGranted.reading(access.database(), List.of(), failed)
                    : DatabaseFailed.of(access.database(), failed);
        }
    }
}
