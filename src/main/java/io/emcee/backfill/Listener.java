package io.emcee.backfill;

import io.emcee.batch.Going;
import io.emcee.batch.Lamps;

/** Is told how a backfill goes, on its thread and never inside a transaction. What it throws ends the backfill. */
public interface Listener {
    /** How far it is: at the start, and after each batch. */
    void reached(Checkpoint checkpoint);

    /** The signals were asked afresh, or it goes on in another way. */
    void going(Going how, Lamps lamps);
}
