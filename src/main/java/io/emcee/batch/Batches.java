package io.emcee.batch;

import java.sql.SQLException;

/** A long work in pieces. Each piece is a transaction that also keeps its checkpoint, so that any of them may be the last. */
@FunctionalInterface
public interface Batches {
    /**
     * Does the next piece and commits it.
     *
     * @param size how many rows to walk over, at least 1
     */
    BatchResult next(int size) throws SQLException;

    /** Whether a piece that failed so, and was undone, may be tried again: it had to give way to a client. */
    default boolean passes(SQLException failed) {
        return false;
    }
}
