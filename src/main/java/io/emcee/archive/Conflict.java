package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a row cannot return.
 *
 * @param key the values of its key, comma between
 * @param why a clause
 */
public record Conflict(QualifiedName table, String key, String why) {
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("schema", table.schema());
        facts.put("table", table.name());
        facts.put("key", key);
        facts.put("why", why);
        return facts;
    }

    /** {@code public.images 7: is there with another name}. */
    @Override
    public String toString() {
        return table + " " + key + ": " + why;
    }
}
