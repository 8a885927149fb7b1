package io.emcee.lint;

import java.util.List;

/**
 * A foreign key of a table.
 *
 * @param columns of the table itself
 * @param parentColumns empty when the statement leaves them to the parent's primary key
 */
record Key(List<String> columns, Name parent, List<String> parentColumns) {
    Key {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** Whether it leads to this column, as far as that is known. */
    boolean leadsTo(Name table, String column) {
        return parent.equals(table) && (parentColumns.isEmpty() || parentColumns.contains(column));
    }
}
