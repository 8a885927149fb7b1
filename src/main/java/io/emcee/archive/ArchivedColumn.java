package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column as it was when its rows were archived.
 *
 * @param type as SQL writes it, with its schema unless it is PostgreSQL's own: {@code character varying(36)}
 * @param generated whether the server computes it; kept in the file, and computed again when the row returns
 */
public record ArchivedColumn(String name, String type, boolean generated) {
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("type", type);
        facts.put("generated", generated);
        return facts;
    }

    static ArchivedColumn of(Facts facts) {
        return new ArchivedColumn(facts.text("name"), facts.text("type"), facts.flag("generated"));
    }
}
