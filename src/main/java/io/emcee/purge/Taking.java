package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes the rows of a purge before they are deleted, in the transactions that delete them: {@link #take} for every table,
 * {@link #seal}, the commit, {@link #committed}. What one of its methods throws undoes the batch and ends the purge. For
 * one thread.
 */
public interface Taking extends AutoCloseable {
    /**
     * Takes rows, and locks them by the way.
     *
     * @param select names all columns of the rows, without parameters: {@code SELECT r.* FROM ... FOR UPDATE}
     * @return how many rows
     */
    long take(Connection connection, QualifiedName table, String select) throws SQLException;

    /** Everything of the batch was taken and must be safe when this returns: the delete is committed next. */
    void seal() throws SQLException;

    /** The delete is committed. */
    void committed() throws SQLException;

    /** The batch is undone: what was taken since the last commit is not deleted after all. */
    void discard() throws SQLException;

    /** No batch follows: the purge has come to its end. */
    void finish() throws SQLException;

    /** However the purge ended. */
    @Override
    void close() throws SQLException;

    /** Begins to take, once the run has its number. */
    @FunctionalInterface
    interface Opening {
        /**
         * Begins.
         *
         * @param tables that may be taken from, parents first
         */
        Taking open(Connection connection, long run, List<QualifiedName> tables) throws SQLException;
    }

    /** Where nothing is kept. */
    Taking NOTHING = new Taking() {
        @Override
        public long take(Connection connection, QualifiedName table, String select) {
            return 0;
        }

        @Override
        public void seal() {}

        @Override
        public void committed() {}

        @Override
        public void discard() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    };
}
