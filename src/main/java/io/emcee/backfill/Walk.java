package io.emcee.backfill;

import io.emcee.batch.Batches;
import io.emcee.catalog.SqlState;
import java.sql.SQLException;
import java.util.Optional;

/** One pass over a table. */
interface Walk extends Batches {
    /** How far it is; kept in the database with the batch that came so far. */
    Checkpoint checkpoint();

    /** The exact total is known. */
    void counted(long total);

    Order order();

    /** What its batches have cost. */
    Cost cost();

    /** Why it goes in its order; empty while none is chosen. */
    Optional<String> reason();

    @Override
    default boolean passes(SQLException failed) {
        return SqlState.passing(failed);
    }
}
