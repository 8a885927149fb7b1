package io.emcee.backfill;

import io.emcee.batch.Going;
import io.emcee.batch.Lamps;

/** Is told how a backfill goes, on its thread and never inside a transaction. What it throws ends the backfill. */
public interface Listener {
    /**
     * How far it is: at the start, and after each batch.
     *
     * @param cost of what was done since {@link Backfill#run} began
     * @param size rows that the batch was to walk over
     */
    void reached(Checkpoint checkpoint, Cost cost, int size);

    /** It has chosen its order, and why. */
    void chose(Order order, String reason);

    /** The signals were asked afresh, or it goes on in another way. */
    void going(Going how, Lamps lamps);
}
