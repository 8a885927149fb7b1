package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows by table. Thread-safe. */
final class Tally {
    private final Map<QualifiedName, Long> rows = new LinkedHashMap<>();

    synchronized void add(QualifiedName table, long more) {
        rows.merge(table, more, Long::sum);
    }

    synchronized void add(Tally other) {
        other.rows().forEach(this::add);
    }

    synchronized long of(QualifiedName table) {
        return rows.getOrDefault(table, 0L);
    }

    synchronized long all() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized Map<QualifiedName, Long> rows() {
        return new LinkedHashMap<>(rows);
    }

    /** For JSON. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        rows().forEach((table, count) -> facts.put(table.toString(), count));
        return facts;
    }
}
