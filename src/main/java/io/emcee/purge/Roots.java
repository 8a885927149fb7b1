package io.emcee.purge;

import java.sql.SQLException;
import java.util.Optional;

/** Hands out the roots of a purge, batch after batch. For several threads. */
@FunctionalInterface
interface Roots {
    /**
     * The next roots, as a condition on alias {@code r} that holds for them and perhaps for rows that are no candidates.
     *
     * @param size how many are wanted, at most
     * @return empty when there are no more
     */
    Optional<String> next(int size) throws SQLException;
}
