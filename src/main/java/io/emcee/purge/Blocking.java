package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row that keeps a root from being purged.
 *
 * @param root the values of the root's primary key
 * @param table of the row below it
 * @param row the values of its primary key; empty where it has none
 * @param deletedAt as the table has it; empty for a row that is not deleted
 * @param held whether it is kept by a hold; else it is live or too young
 */
public record Blocking(
        List<String> root, QualifiedName table, List<String> row, Optional<String> deletedAt, boolean held) {
    public Blocking {
        root = List.copyOf(root);
        row = List.copyOf(row);
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("root", root);
        facts.put("table", table.toString());
        facts.put("row", row);
        facts.put("deleted_at", deletedAt);
        facts.put("held", held);
        return facts;
    }

    /** {@code 0a1b by public.image_tags 12, which is live}. */
    public String sentence() {
        String why = held
                ? "which is held"
                : deletedAt.map(at -> "which was deleted at " + at).orElse("which is live");
        return String.join(", ", root) + " by " + table + (row.isEmpty() ? "" : " " + String.join(", ", row)) + ", "
                + why;
    }
}
