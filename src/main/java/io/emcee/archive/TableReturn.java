package io.emcee.archive;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares rows of an archive with a table, and inserts them. The rows are bound as arrays of texts, a column an array, so
 * that it needs no temporary table: a session that cannot write may compare.
 */
final class TableReturn {
    private final ArchivedTable table;
    private final Shapes.Shape shape;
    private final String rows;
    private final String compare;
    private final String insert;

    /** What stands in the way of a row, by the places of columns, references and unique indexes. */
    record Found(boolean present, List<Integer> differing, List<Integer> orphaned, List<Integer> taken) {
        Found {
            differing = List.copyOf(differing);
            orphaned = List.copyOf(orphaned);
            taken = List.copyOf(taken);
        }

        boolean same() {
            return present && differing.isEmpty();
        }
    }

    /** @param shape of the table as it is, which has every column of the archive's with its type */
    TableReturn(ArchivedTable table, Shapes.Shape shape) {
        this.table = table;
        this.shape = shape;
        this.rows =
                "unnest(" + columns().mapToObj(place -> "?::text[]").collect(joining(", ")) + ") WITH ORDINALITY AS s ("
                        + columns().mapToObj(place -> "c" + place).collect(joining(", ")) + ", n)";
        this.compare = compare();
        this.insert = insert();
    }

    ArchivedTable table() {
        return table;
    }

    List<Reference> references() {
        return shape.table().references();
    }

    /** The columns of a unique index. */
    List<String> unique(int place) {
        return shape.unique().get(place);
    }

    private IntStream columns() {
        return IntStream.range(0, table.columns().size());
    }

    private String compare() {
        String differing = columns()
                .filter(place -> !table.columns().get(place).generated())
                .mapToObj(place -> "CASE WHEN t." + name(place) + "::text IS DISTINCT FROM " + value(place)
                        + "::text THEN " + place + " END")
                .collect(joining(", "));
        return "SELECT " + equal("t", table.key()) + ", array_remove(ARRAY[" + differing
                + "]::int[], NULL), array_remove(ARRAY[" + orphaned() + "]::int[], NULL), array_remove(ARRAY["
                + taken() + "]::int[], NULL) FROM " + rows + " LEFT JOIN "
                + table.name().quoted() + " AS t ON " + equal("t", table.key()) + " ORDER BY s.n";
    }

    private String orphaned() {
        return IntStream.range(0, references().size())
                .mapToObj(place -> "CASE WHEN " + orphaned(references().get(place)) + " THEN " + place + " END")
                .collect(joining(", "));
    }

    private String orphaned(Reference reference) {
        int[] places = table.places(reference.columns());
        if (IntStream.of(places).anyMatch(place -> place < 0)) {
            // A column that was added since, and that returning rows fill with its default.
            return "false";
        }
        String given = IntStream.of(places)
                .mapToObj(place -> "s.c" + place + " IS NOT NULL")
                .collect(joining(" AND "));
        String found = IntStream.range(0, places.length)
                .mapToObj(i -> "p." + Identifier.quote(reference.parentColumns().get(i)) + " = " + value(places[i]))
                .collect(joining(" AND "));
        return given + " AND NOT EXISTS (SELECT FROM " + reference.parent().quoted() + " AS p WHERE " + found + ")";
    }

    private String taken() {
        return IntStream.range(0, shape.unique().size())
                .filter(place -> !unique(place).equals(table.key()) && known(unique(place)))
                .mapToObj(place -> "CASE WHEN EXISTS (SELECT FROM "
                        + table.name().quoted() + " AS u WHERE "
                        + equal("u", unique(place)) + " AND NOT (" + equal("u", table.key()) + ")) THEN " + place
                        + " END")
                .collect(joining(", "));
    }

    private boolean known(List<String> names) {
        return IntStream.of(table.places(names)).allMatch(place -> place >= 0);
    }

    private String equal(String alias, List<String> names) {
        return IntStream.of(table.places(names))
                .mapToObj(place -> alias + "." + name(place) + " = " + value(place))
                .collect(joining(" AND "));
    }

    private String insert() {
        List<Integer> stored = columns()
                .filter(place -> !table.columns().get(place).generated())
                .boxed()
                .toList();
        return "INSERT INTO " + table.name().quoted() + " ("
                + stored.stream().map(this::name).collect(joining(", ")) + ") OVERRIDING SYSTEM VALUE SELECT "
                + stored.stream().map(this::value).collect(joining(", ")) + " FROM " + rows + " ORDER BY s.n";
    }

    private String name(int place) {
        return Identifier.quote(table.columns().get(place).name());
    }

    private String value(int place) {
        return "s.c" + place + "::" + table.columns().get(place).type();
    }

    /** What is found of each row, in their order. */
    List<Found> compare(Connection connection, List<Row> chunk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(compare)) {
            bind(connection, select, chunk);
            try (ResultSet row = select.executeQuery()) {
                List<Found> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Found(row.getBoolean(1), numbers(row, 2), numbers(row, 3), numbers(row, 4)));
                }
                return found;
            }
        }
    }

    private static List<Integer> numbers(ResultSet row, int column) throws SQLException {
        return List.of((Integer[]) row.getArray(column).getArray());
    }

    void insert(Connection connection, List<Row> chunk) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(connection, statement, chunk);
            statement.executeUpdate();
        }
    }

    private void bind(Connection connection, PreparedStatement statement, List<Row> chunk) throws SQLException {
        for (int place = 0; place < table.columns().size(); place++) {
            int at = place;
            Object[] values = chunk.stream()
                    .map(row -> row.values().get(at))
                    .map(value -> value.isPresent() ? value.get() : null)
                    .toArray();
            statement.setArray(place + 1, connection.createArrayOf("text", values));
        }
    }

    /** The values of a row's key. */
    List<String> key(Row row) {
        return row.at(table.places(table.key())).stream()
                .map(Optional::orElseThrow)
                .toList();
    }
}
