package io.emcee.backfill;

import io.emcee.catalog.Identifier;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The rows to migrate and how.
 *
 * @param revision whose checkpoint is kept
 * @param checksum of the revision; a checkpoint of another definition is not continued
 * @param schema the table's schema
 * @param table unquoted
 * @param key the columns by which the table is walked, unquoted, in order; together unique
 * @param pending a condition that holds for a row not yet migrated
 * @param statement the SQL of one batch, given the condition that selects its range
 */
public record Work(
        RevisionId revision,
        int checksum,
        String schema,
        String table,
        List<String> key,
        String pending,
        UnaryOperator<String> statement) {
    public Work {
        key = List.copyOf(key);
    }

    /** The table as statements name it. */
    String name() {
        return Identifier.quote(schema) + "." + Identifier.quote(table);
    }
}
