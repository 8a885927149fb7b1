package io.emcee.purge;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import java.util.Optional;

/** Rows whose marks contradict each other: deleted without a time, or a time without being deleted. Never purged. */
final class Anomaly {
    private Anomaly() {}

    /** The condition that holds for them; empty for a table with only one mark. */
    static Optional<String> condition(Table table, String alias) {
        return table.softDelete()
                .filter(by -> by.flag().isPresent() && by.time().isPresent())
                .map(by -> condition(by, alias));
    }

    private static String condition(SoftDelete by, String alias) {
        String time = alias + "." + Identifier.quote(by.time().orElseThrow().column());
        String flag = "(" + Cutoff.flagged(by.flag().orElseThrow(), alias) + ") IS TRUE";
        return "((" + flag + ") <> (" + time + " IS NOT NULL))";
    }
}
