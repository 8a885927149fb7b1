package io.emcee.purge;

import java.sql.SQLException;
import java.util.Optional;

/** Hands out the roots of a purge, batch after batch. For several threads. */
interface Roots {
    /**
     * The next roots, as a condition on alias {@code r} that holds for them and perhaps for rows that are no candidates.
     *
     * @param size how many are wanted, about
     * @return empty when there are no more
     */
    Optional<String> next(int size) throws SQLException;

    /** Told how many candidates a condition found, so that the next batch is as large as is wanted. */
    void found(int candidates);
}
