package io.emcee.backup;

import io.emcee.engine.Gate;
import io.emcee.engine.GateRefused;

/** What is said of a backup that is not accepted. */
final class Refusals {
    private Refusals() {}

    /** @param why a clause, and what to do */
    static GateRefused of(String where, String why) {
        return new GateRefused(Gate.BACKUP, "Backup \"" + where + "\" refused: " + why + ".");
    }
}
