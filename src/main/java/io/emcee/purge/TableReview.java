package io.emcee.purge;

import io.emcee.catalog.Table;
import io.emcee.script.Guard;
import java.util.Optional;

/**
 * A table with marks, as the statistics know it.
 *
 * @param table with its rows and bytes
 * @param ages of its deleted rows, estimated
 * @param named whether it may be purged at all
 * @param guard why an ordinary purge leaves it alone
 */
public record TableReview(Table table, Ages ages, boolean named, Optional<Guard> guard) {

    /** Rows that were deleted before the cutoff, estimated. */
    public long eligible(Cutoff cutoff) {
        return ages.before(cutoff.at());
    }

    /** The bytes of so many of its rows with their share of the indexes; they are free for new rows after a vacuum. */
    public long bytes(long rows) {
        long all = Math.max(table.rows().orElse(0), 1);
        return Math.round((double) table.bytes() / all * Math.min(rows, all));
    }
}
