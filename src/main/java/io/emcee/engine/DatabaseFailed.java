package io.emcee.engine;

import java.sql.SQLException;

/** The server failed in a way that is no refusal of emcee's: the connection broke, a right is missing. */
public final class DatabaseFailed extends EngineException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(String sentence, SQLException cause) {
        super(sentence, cause);
    }

    static DatabaseFailed of(String database, SQLException cause) {
        return new DatabaseFailed("The database \"" + database + "\" answered: " + Failures.words(cause) + ".", cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
