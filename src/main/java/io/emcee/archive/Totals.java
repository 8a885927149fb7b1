package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file of a finished archive holds.
 *
 * @param bytes of the file
 * @param sha256 of the whole file
 */
record Totals(long rows, long bytes, String sha256) {
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rows", rows);
        facts.put("bytes", bytes);
        facts.put("sha256", sha256);
        return facts;
    }

    static Totals of(Facts facts) {
        return new Totals(facts.number("rows"), facts.number("bytes"), facts.text("sha256"));
    }
}
