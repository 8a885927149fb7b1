package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a purge would find at one moment, counted.
 *
 * @param candidates roots that are deleted and old enough
 * @param blocked of them, because something below them is live or too young, and that are not held
 * @param held of them, or something below them
 * @param anomalies rows whose marks contradict each other
 * @param below rows that go with the roots that may go, by table
 */
public record Counts(long candidates, long blocked, long held, long anomalies, Map<QualifiedName, Long> below) {
    /** Of an empty table. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, Map.of());

    public Counts {
        below = Collections.unmodifiableMap(new LinkedHashMap<>(below));
    }

    /** Roots that may go now. */
    public long eligible() {
        return Math.max(0, candidates - blocked - held);
    }

    /** All rows that would go, roots and what is below them. */
    public long rows() {
        return eligible() + below.values().stream().mapToLong(Long::longValue).sum();
    }
}
