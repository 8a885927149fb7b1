package io.emcee.purge;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How many rows were deleted before a time, known at some times and estimated between them. Immutable; answers at once,
 * so that a screen can move the age.
 *
 * @param exact whether the rows were counted, day by day
 */
public record Ages(NavigableMap<Instant, Double> before, boolean exact) {
    /** Of a table of which nothing is known. */
    public static final Ages NONE = new Ages(new TreeMap<>(), false);

    public Ages {
        before = Collections.unmodifiableNavigableMap(new TreeMap<>(before));
    }

    /** Rows that were deleted before then. */
    public long before(Instant time) {
        Map.Entry<Instant, Double> low = before.floorEntry(time);
        Map.Entry<Instant, Double> high = before.ceilingEntry(time);
        if (low == null) {
            return 0;
        }
        if (high == null || high.getKey().equals(low.getKey())) {
            return Math.round(low.getValue());
        }
        double way = (double) (time.getEpochSecond() - low.getKey().getEpochSecond())
                / Math.max(1, high.getKey().getEpochSecond() - low.getKey().getEpochSecond());
        return Math.round(low.getValue() + way * (high.getValue() - low.getValue()));
    }

    /** Rows deleted between each two times that follow each other. */
    public List<Long> between(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> before(times.get(i)) - before(times.get(i - 1)))
                .toList();
    }

    /** All of them. */
    public long all() {
        return before.isEmpty() ? 0 : Math.round(before.lastEntry().getValue());
    }
}
