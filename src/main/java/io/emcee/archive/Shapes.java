package io.emcee.archive;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.ForeignKeys;
import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how tables are made, for archives and for what returns from them. */
final class Shapes {
    /** With an empty search path the server names the schema of every type but its own. */
    private static final String COLUMNS = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String KEYS = """
            SELECT i.indisprimary,
                   (SELECT array_agg(a.attname::text ORDER BY k.place)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts),
                   (SELECT bool_and(a.attnotnull)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts)
            FROM pg_catalog.pg_index i
            WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indisprimary DESC, i.indexrelid
            """;

    private Shapes() {}

    /**
     * A table as it is.
     *
     * @param required the names of columns that no row may leave out
     * @param unique the columns of every unique index, the key among them
     */
    record Shape(ArchivedTable table, List<String> required, List<List<String>> unique) {}

    /** @throws ArchiveException for a table that is not there, or without a key */
    static List<ArchivedTable> read(Connection connection, Collection<QualifiedName> names) throws SQLException {
        List<ArchivedTable> tables = new ArrayList<>();
        Map<String, List<ForeignKey>> keys = new HashMap<>();
        for (QualifiedName name : names) {
            Shape shape = find(connection, name, keys)
                    .orElseThrow(() -> new ArchiveException("There is no table \"" + name + "\" to archive."));
            if (shape.table().key().isEmpty()) {
                throw new ArchiveException("The table \"" + name
                        + "\" has no primary key, so its archived rows could not be told from those that are there;"
                        + " give it one, or purge without an archive.");
            }
            tables.add(shape.table());
        }
        return List.copyOf(tables);
    }

    /** The table; empty when it is not there. */
    static Optional<Shape> find(Connection connection, QualifiedName name, Map<String, List<ForeignKey>> keys)
            throws SQLException {
        if (!there(connection, name)) {
            return Optional.empty();
        }
        String path = ask(connection, "SELECT current_setting('search_path')", "");
        ask(connection, "SELECT set_config('search_path', ?, false)", "");
        try {
            return Optional.of(shape(connection, name, keys));
        } finally {
            ask(connection, "SELECT set_config('search_path', ?, false)", path);
        }
    }

    private static boolean there(Connection connection, QualifiedName name) throws SQLException {
        return !ask(connection, "SELECT coalesce(to_regclass(?)::oid::text, '')", name.quoted())
                .isEmpty();
    }

    private static String ask(Connection connection, String query, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            if (query.contains("?")) {
                select.setString(1, parameter);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static Shape shape(Connection connection, QualifiedName name, Map<String, List<ForeignKey>> known)
            throws SQLException {
        List<ArchivedColumn> columns = new ArrayList<>();
        List<String> required = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, name.quoted());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.add(new ArchivedColumn(row.getString(1), row.getString(2), row.getBoolean(3)));
                    if (row.getBoolean(4)) {
                        required.add(row.getString(1));
                    }
                }
            }
        }
        List<List<String>> unique = new ArrayList<>();
        Optional<List<String>> key = Optional.empty();
        try (PreparedStatement select = connection.prepareStatement(KEYS)) {
            select.setString(1, name.quoted());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<String> of = List.of((String[]) row.getArray(2).getArray());
                    unique.add(of);
                    if (key.isEmpty() && row.getBoolean(3)) {
                        key = Optional.of(of);
                    }
                }
            }
        }
        if (!known.containsKey(name.schema())) {
            known.put(name.schema(), ForeignKeys.of(connection, name.schema()));
        }
        List<Reference> references = known.get(name.schema()).stream()
                .filter(foreign -> foreign.child().equals(name))
                .map(Reference::of)
                .toList();
        return new Shape(new ArchivedTable(name, columns, key.orElse(List.of()), references), required, unique);
    }
}
