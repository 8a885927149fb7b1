package io.emcee.cli;

import io.emcee.archive.Tombstones;
import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Lifts the tombstones of rows that return. */
final class LiftedTombstones implements Tombstones {
    @Override
    public void lift(Connection connection, QualifiedName table, List<List<String>> keys) throws SQLException {
        io.emcee.purge.Tombstones.lift(
                connection, table, keys.stream().map(LiftedTombstones::key).toList());
    }

    /** As tombstones keep it: of one column its value, of several an array as PostgreSQL writes it. */
    static String key(List<String> values) {
        return values.size() == 1
                ? values.get(0)
                : values.stream().map(LiftedTombstones::element).collect(Collectors.joining(",", "{", "}"));
    }

    private static String element(String value) {
        boolean plain = value.matches("[^{}\",\\\\\\s]+") && !value.equalsIgnoreCase("null");
        return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
