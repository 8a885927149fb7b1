package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key of a purged row, which the table refuses to take again.
 *
 * @param key of one column its value, of several an array as PostgreSQL writes it
 * @param run the journal's entry that began the purge
 */
public record Tombstone(QualifiedName table, String key, Instant at, long run) {
    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("table", table.toString());
        facts.put("key", key);
        facts.put("at", at);
        facts.put("run", run);
        return facts;
    }
}
