package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists what keeps roots from being purged. Only reads. */
final class Blockings {
    private Blockings() {}

    /**
     * The rows below some roots that keep them.
     *
     * @param which a condition on the roots, of alias {@code r}
     * @param limit how many rows at most
     */
    static List<Blocking> of(Connection connection, Hindrances hindrances, String which, int limit)
            throws SQLException {
        List<Blocking> found = new ArrayList<>(
                read(connection, hindrances.union(which, hindrances::blocking, columns(hindrances)), limit, false));
        found.addAll(read(connection, hindrances.union(which, hindrances::holding, columns(hindrances)), limit, true));
        return found.subList(0, Math.min(limit, found.size()));
    }

    private static Function<List<ForeignKey>, String> columns(Hindrances hindrances) {
        return path -> {
            Table table = hindrances.end(path);
            return array(hindrances.tree().root(), "r") + ", "
                    + Literal.quote(table.name().schema()) + ", "
                    + Literal.quote(table.name().name()) + ", " + array(table, Hindrances.FOUND) + ", " + time(table);
        };
    }

    private static String array(Table table, String alias) {
        return Keys.primary(table).stream()
                .map(column -> alias + "." + Identifier.quote(column) + "::text")
                .collect(joining(", ", "ARRAY[", "]::text[]"));
    }

    /** When the row was deleted, if it was. */
    private static String time(Table table) {
        Optional<SoftDelete> marks = table.softDelete();
        Optional<String> time = marks.flatMap(SoftDelete::time)
                .map(at -> Hindrances.FOUND + "." + Identifier.quote(at.column()) + "::text");
        Optional<String> flag = marks.flatMap(SoftDelete::flag).map(by -> Cutoff.flagged(by, Hindrances.FOUND));
        return time.map(at -> flag.map(deleted -> "CASE WHEN " + deleted + " THEN " + at + " END")
                        .orElse(at))
                .orElse("NULL::text");
    }

    private static List<Blocking> read(Connection connection, Optional<String> query, int limit, boolean held)
            throws SQLException {
        List<Blocking> found = new ArrayList<>();
        if (query.isEmpty()) {
            return found;
        }
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(query.get() + " ORDER BY 1, 2, 3, 4 LIMIT " + limit)) {
            while (row.next()) {
                found.add(new Blocking(
                        List.of((String[]) row.getArray(1).getArray()),
                        new QualifiedName(row.getString(2), row.getString(3)),
                        List.of((String[]) row.getArray(4).getArray()),
                        Optional.ofNullable(row.getString(5)),
                        held));
            }
        }
        return found;
    }
}
