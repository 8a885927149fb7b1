package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Some columns of some rows, as texts, and the conditions that find these rows or what refers to them. Conditions are
 * written out in full, since COPY takes no parameters and the archive must find what the delete finds.
 *
 * @param columns unquoted
 * @param types as PostgreSQL writes them, one for each column
 * @param values of each row, one for each column; a NULL is the empty text of {@link #NULL}
 */
record Rows(List<String> columns, List<String> types, List<List<String>> values) {
    /** No text of PostgreSQL has this character. */
    static final String NULL = "\0";

    Rows {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    static Rows none(List<String> columns, List<String> types) {
        return new Rows(columns, types, new ArrayList<>());
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    int size() {
        return values.size();
    }

    /** What a statement selects of a table: {@code r."id"::text}. */
    String selection(String alias) {
        return columns.stream()
                .map(column -> alias + "." + Identifier.quote(column) + "::text")
                .collect(joining(", "));
    }

    /** The rows that a statement answers with these columns first. */
    Rows query(Connection connection, String sql) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> one = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    one.add(Objects.requireNonNullElse(row.getString(i), NULL));
                }
                found.add(one);
            }
        }
        return new Rows(columns, types, found);
    }

    /** These rows with the columns that the others have. */
    Rows only(List<String> wanted) {
        int[] places = wanted.stream().mapToInt(columns::indexOf).toArray();
        Set<List<String>> kept = new LinkedHashSet<>();
        for (List<String> row : values) {
            List<String> one = new ArrayList<>(places.length);
            for (int place : places) {
                one.add(row.get(place));
            }
            if (!one.contains(NULL)) {
                kept.add(one);
            }
        }
        List<String> kinds = IntStream.of(places).mapToObj(types::get).toList();
        return new Rows(wanted, kinds, new ArrayList<>(kept));
    }

    /** Those whose columns in {@code key} are not among the others' values. */
    Rows without(Rows others) {
        if (others.isEmpty()) {
            return this;
        }
        Set<List<String>> gone = new LinkedHashSet<>(others.values());
        int[] places = others.columns().stream().mapToInt(columns::indexOf).toArray();
        List<List<String>> kept = values.stream()
                .filter(row ->
                        !gone.contains(IntStream.of(places).mapToObj(row::get).toList()))
                .toList();
        return new Rows(columns, types, kept);
    }

    Rows plus(Rows more) {
        List<List<String>> all = new ArrayList<>(values);
        all.addAll(more.values());
        return new Rows(columns, types, all);
    }

    Rows part(int from, int to) {
        return new Rows(columns, types, values.subList(from, to));
    }

    /**
     * The condition that holds for rows whose columns have the values of one of these.
     *
     * @param names as many as {@link #columns}, pair by pair
     */
    String match(String alias, List<String> names) {
        if (isEmpty()) {
            return "FALSE";
        }
        if (columns.size() == 1) {
            return alias + "." + Identifier.quote(names.get(0)) + " = ANY (" + array(0) + ")";
        }
        String left =
                names.stream().map(name -> alias + "." + Identifier.quote(name)).collect(joining(", "));
        String right = IntStream.range(0, columns.size()).mapToObj(this::array).collect(joining(", "));
        return "(" + left + ") IN (SELECT * FROM unnest(" + right + "))";
    }

    /** As {@link #match(String, List)} by their own names. */
    String match(String alias) {
        return match(alias, columns);
    }

    /** {@code '{"0a1b","2c3d"}'::uuid[]}. */
    private String array(int place) {
        return array(values.stream().map(row -> row.get(place)).toList()) + "::" + types.get(place) + "[]";
    }

    /** A text constant that is an array of these. */
    static String array(Collection<String> texts) {
        return Literal.quote(texts.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(joining(",", "{", "}")));
    }
}
