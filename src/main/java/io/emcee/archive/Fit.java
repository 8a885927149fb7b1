package io.emcee.archive;

import io.emcee.catalog.ForeignKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether rows of an archive fit the tables as they are now. Columns that were added are filled with their default. */
final class Fit {
    private final Connection connection;
    private final List<ArchivedTable> tables;
    private final List<String> problems = new ArrayList<>();

    Fit(Connection connection, List<ArchivedTable> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * The tables to return to, parents first.
     *
     * @throws RestoreRefused naming every table and column that does not fit
     */
    List<TableReturn> check() throws SQLException {
        Map<ArchivedTable, TableReturn> fitting = new LinkedHashMap<>();
        Map<String, List<ForeignKey>> keys = new HashMap<>();
        for (ArchivedTable table : tables) {
            Optional<Shapes.Shape> shape = Shapes.find(connection, table.name(), keys);
            if (shape.isEmpty()) {
                problems.add("the table \"" + table.name() + "\" is gone");
            } else {
                int before = problems.size();
                compare(table, shape.get());
                if (problems.size() == before) {
                    fitting.put(shape.get().table(), new TableReturn(table, shape.get()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new RestoreRefused("The rows of the archive do not fit the database any more, nothing was changed: "
                    + String.join("; ", problems) + ".");
        }
        return Order.parentsFirst(List.copyOf(fitting.keySet())).stream()
                .map(fitting::get)
                .toList();
    }

    private void compare(ArchivedTable table, Shapes.Shape shape) {
        Map<String, ArchivedColumn> now = new HashMap<>();
        shape.table().columns().forEach(column -> now.put(column.name(), column));
        for (ArchivedColumn column : table.columns()) {
            ArchivedColumn present = now.remove(column.name());
            String name = "\"" + table.name() + "." + column.name() + "\"";
            if (present == null) {
                problems.add("the column " + name + " is gone");
            } else if (!present.type().equals(column.type())) {
                problems.add("the column " + name + " was " + column.type() + " and is " + present.type());
            } else if (present.generated() != column.generated()) {
                problems.add("the column " + name + (present.generated() ? " is computed now" : " was computed"));
            }
        }
        now.values().stream()
                .filter(column -> shape.required().contains(column.name()))
                .forEach(column -> problems.add("the column \"" + table.name() + "." + column.name()
                        + "\" is new, has no default, and may not be NULL"));
        if (shape.unique().stream().noneMatch(unique -> unique.equals(table.key()))) {
            problems.add("the rows of \"" + table.name() + "\" are no longer told apart by "
                    + String.join(", ", table.key()));
        }
    }
}
