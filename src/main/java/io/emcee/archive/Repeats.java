package io.emcee.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that an archive has more than once: their batch was sealed, its delete rolled back, and a later batch took them
 * again, as they were then. The last one counts. Only batches that are not known to be committed can hold such rows, so
 * what is remembered is of their size.
 */
final class Repeats {
    private final Map<List<Optional<String>>, Long> last = new HashMap<>();
    private final int[] key;

    Repeats(RunArchive archive, Archive.Contents contents, ArchivedTable table) {
        key = table.places(table.key());
        if (!contents.open().isEmpty()) {
            archive.rows(table, contents.open().first(), (moment, row) -> {
                if (contents.open().contains(moment)) {
                    last.merge(row.at(key), moment, Math::max);
                }
            });
        }
        if (!last.isEmpty()) {
            archive.rows(
                    table,
                    contents.open().first(),
                    (moment, row) -> last.computeIfPresent(row.at(key), (same, known) -> Math.max(known, moment)));
        }
    }

    /** Whether the row is taken again in a later batch. */
    boolean again(long moment, Row row) {
        return !last.isEmpty() && last.getOrDefault(row.at(key), moment) > moment;
    }
}
