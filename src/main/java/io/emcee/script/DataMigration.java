package io.emcee.script;

import java.util.List;

/**
 * What a migrate revision does to rows.
 *
 * @param table whose rows are walked, a name of the target's schema
 * @param key the columns by which it is walked, in order
 * @param pending a condition on a row of the table that holds while the row is not migrated
 * @param statement the SQL of one batch, with {@code {batch}} where the batch's range belongs
 */
public record DataMigration(String table, List<String> key, String pending, String statement) {
    /** Stands for the range of one batch. */
    public static final String BATCH = "{batch}";

    public DataMigration {
        key = List.copyOf(key);
    }

    /** The statement for the rows that a condition selects. */
    public String statementFor(String range) {
        return statement.replace(BATCH, range);
    }
}
