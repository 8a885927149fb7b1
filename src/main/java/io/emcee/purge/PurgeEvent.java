package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens while a purge runs; told on the threads of its workers, one event after the other. */
public sealed interface PurgeEvent {
    /** The word by which JSON readers tell events apart. */
    String kind();

    /** For JSON. */
    Map<String, Object> facts();

    /** For people. */
    String sentence();

    /**
     * A table begins.
     *
     * @param roots how many may go, at most
     */
    record TableStarted(QualifiedName table, long roots) implements PurgeEvent {
        @Override
        public String kind() {
            return "purge_table_started";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("table", table.toString(), "roots", roots);
        }

        /** {@code Purging public.images: 1,200 rows may go}. */
        @Override
        public String sentence() {
            return "Purging " + table + ": " + PurgeWords.grouped(roots) + (roots == 1 ? " row" : " rows") + " may go";
        }
    }

    /**
     * A batch is committed.
     *
     * @param roots gone so far
     * @param total how many may go, at most
     * @param rows gone so far, with what was below
     */
    record BatchDone(QualifiedName table, long roots, long total, long rows) implements PurgeEvent {
        @Override
        public String kind() {
            return "purge_batch_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("table", table.toString());
            facts.put("roots", roots);
            facts.put("total", total);
            facts.put("rows", rows);
            return facts;
        }

        /** {@code public.images: 400 of 1,200, 3,100 rows with what is below}. */
        @Override
        public String sentence() {
            String below = rows > roots ? ", " + PurgeWords.grouped(rows) + " rows with what is below" : "";
            return table + ": " + PurgeWords.grouped(roots) + " of " + PurgeWords.grouped(Math.max(total, roots))
                    + below;
        }
    }

    /** Something that is said once. */
    record Said(String sentence) implements PurgeEvent {
        @Override
        public String kind() {
            return "purge_note";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("sentence", sentence);
        }
    }
}
