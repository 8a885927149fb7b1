package io.emcee.engine;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What a statement that cannot share a transaction brings about. It has no row in the history until its effect is there,
 * so an earlier attempt may have ended anywhere: what is there is looked at first.
 */
interface Effect {
    /** Whether it is there already, all of it and as wanted. */
    boolean there() throws SQLException;

    /** Takes away what an attempt that did not end has left broken, and says what that was. */
    Optional<String> heal() throws SQLException;

    /** What brings it about now. */
    String statement() throws SQLException;

    /**
     * Makes sure, after the statement, that the effect is there.
     *
     * @throws SQLException when it is not
     */
    void check() throws SQLException;

    /** Of a statement of which nothing can be looked for: it is run, also if it was before. */
    record Unknown(String statement) implements Effect {
        @Override
        public boolean there() {
            return false;
        }

        @Override
        public Optional<String> heal() {
            return Optional.empty();
        }

        @Override
        public void check() {
            // The server has said that it succeeded.
        }
    }
}
