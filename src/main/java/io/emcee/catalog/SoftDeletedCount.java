package io.emcee.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * How many rows of a table are soft-deleted.
 *
 * @param oldest and {@code newest} time of a deletion, known to an exact count of a table that notes the time
 */
public record SoftDeletedCount(Quality quality, long rows, Optional<Instant> oldest, Optional<Instant> newest) {

    static SoftDeletedCount estimate(long rows) {
        return new SoftDeletedCount(Quality.ESTIMATE, rows, Optional.empty(), Optional.empty());
    }
}
