package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a purge ended.
 *
 * @param tables what came of each root, in the order of the plan
 * @param purged rows that are gone, by table, roots and what was below them
 * @param released rows that stay, but whose foreign key was set to NULL or its default
 * @param stopped whether it ended before it was done, by the operator or its window
 */
public record PurgeResult(
        List<TableResult> tables, Map<QualifiedName, Long> purged, Map<QualifiedName, Long> released, boolean stopped) {
    /**
     * What came of one root.
     *
     * @param purged its own rows that are gone
     * @param left rows that may go and are still there: of a limit, a stop, or locked by a client
     */
    public record TableResult(QualifiedName table, long purged, long blocked, long held, long left) {
        /** {@code public.images: 1,200 purged, 90 blocked, 10 held, 0 left}. */
        String sentence() {
            return table + ": " + PurgeWords.grouped(purged) + " purged, " + PurgeWords.grouped(blocked) + " blocked, "
                    + PurgeWords.grouped(held) + " held, " + PurgeWords.grouped(left) + " left";
        }

        /** For JSON. */
        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("table", table.toString());
            facts.put("purged", purged);
            facts.put("blocked", blocked);
            facts.put("held", held);
            facts.put("left", left);
            return facts;
        }
    }

    /** All rows that are gone. */
    public long rows() {
        return purged.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Roots that may go and are still there. */
    public long left() {
        return tables.stream().mapToLong(TableResult::left).sum();
    }

    /** For JSON and the journal. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tables", tables.stream().map(TableResult::facts).toList());
        facts.put("purged", texts(purged));
        facts.put("released", texts(released));
        facts.put("rows", rows());
        facts.put("left", left());
        facts.put("stopped", stopped);
        return facts;
    }

    private static Map<String, Object> texts(Map<QualifiedName, Long> rows) {
        Map<String, Object> texts = new LinkedHashMap<>();
        rows.forEach((table, count) -> texts.put(table.toString(), count));
        return texts;
    }
}
