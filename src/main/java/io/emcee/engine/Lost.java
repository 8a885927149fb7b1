package io.emcee.engine;

import io.emcee.catalog.Contents;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Quality;
import io.emcee.json.Sizes;
import io.emcee.revision.RevisionId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is gone for good after a contract.
 *
 * @param column empty when the whole table goes
 */
public record Lost(RevisionId revision, QualifiedName table, Optional<String> column, Contents contents) {

    /** {@code column public.images.is_public: 500 rows have a value, 500 B}, {@code table public.tags: ~12 rows, 16 kB}. */
    @Override
    public String toString() {
        String sign = contents.quality() == Quality.ESTIMATE ? "~" : "";
        String rows =
                String.format(Locale.ROOT, "%s%,d", sign, contents.rows()) + (contents.rows() == 1 ? " row" : " rows");
        String name = new Dropped(revision, table, column).toString();
        return column.isPresent()
                ? "column " + name + ": " + rows + " with a value, " + sign + Sizes.words(contents.bytes())
                : "table " + name + ": " + rows + ", " + Sizes.words(contents.bytes());
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision);
        facts.put("table", table.toString());
        facts.put("column", column);
        facts.put("rows", contents.rows());
        facts.put("rows_exact", contents.quality() == Quality.EXACT);
        facts.put("bytes", contents.bytes());
        return facts;
    }
}
