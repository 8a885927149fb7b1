package io.emcee.backfill;

import java.time.Duration;

/**
 * What batches have cost.
 *
 * @param rows changed
 * @param updated rows of the walked table that got a new version, as PostgreSQL counts them
 * @param hot those of them whose new version is on the same page, so that no index was written
 * @param wal bytes that the server wrote meanwhile, those of others among them
 */
public record Cost(long rows, long updated, long hot, long wal, Duration took) {
    public static final Cost NONE = new Cost(0, 0, 0, 0, Duration.ZERO);

    Cost plus(Cost more) {
        return new Cost(rows + more.rows, updated + more.updated, hot + more.hot, wal + more.wal, took.plus(more.took));
    }

    /** Of the new versions those on the same page, from 0 to 1; 0 when there are none. */
    public double hotShare() {
        return updated == 0 ? 0 : hot / (double) updated;
    }

    double nanosPerRow() {
        return took.toNanos() / (double) Math.max(1, rows);
    }

    double walPerRow() {
        return wal / (double) Math.max(1, rows);
    }
}
