package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the tree of one root. Only reads. */
final class TreeRows {
    private TreeRows() {}

    /** @param which a condition on the root, of alias {@code r} */
    static List<TreeRow> of(Connection connection, Hindrances hindrances, String which, int size) throws SQLException {
        Table root = hindrances.tree().root();
        List<TreeRow> rows = new ArrayList<>(read(
                connection,
                hindrances,
                root,
                0,
                "FROM (SELECT * FROM " + root.name().quoted() + " AS r WHERE " + which + ") AS " + Hindrances.FOUND,
                size));
        for (List<ForeignKey> path : hindrances.tree().paths()) {
            rows.addAll(read(
                    connection,
                    hindrances,
                    hindrances.end(path),
                    path.size(),
                    "FROM " + hindrances.joined(path) + " WHERE " + which,
                    size));
        }
        return rows;
    }

    private static List<TreeRow> read(
            Connection connection, Hindrances hindrances, Table table, int depth, String from, int size)
            throws SQLException {
        String key = Keys.primary(table).stream()
                .map(column -> Hindrances.FOUND + "." + Identifier.quote(column) + "::text")
                .collect(joining(", ", "ARRAY[", "]::text[]"));
        String time = table.softDelete()
                .flatMap(SoftDelete::time)
                .map(at -> Hindrances.FOUND + "." + Identifier.quote(at.column()) + "::text")
                .orElse("NULL::text");
        String blocks = hindrances.blocking(table).orElse("FALSE");
        String held = hindrances.holding(table).orElse("FALSE");
        List<TreeRow> rows = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT " + key + ", " + time + ", " + held + ", " + blocks + " "
                        + from + " ORDER BY 1 LIMIT " + size)) {
            while (row.next()) {
                TreeRow.State state = row.getBoolean(3)
                        ? TreeRow.State.HELD
                        : row.getBoolean(4) ? TreeRow.State.BLOCKS : TreeRow.State.GOES;
                rows.add(new TreeRow(
                        depth,
                        table.name(),
                        List.of((String[]) row.getArray(1).getArray()),
                        Optional.ofNullable(row.getString(2)),
                        state));
            }
        }
        return rows;
    }
}
