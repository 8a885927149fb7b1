package io.emcee.purge;

import io.emcee.catalog.Column;
import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which columns of a tree's tables must be known to find a row again, and what refers to it. */
record Keys(Map<QualifiedName, Rows> templates) {

    /** Only reads the catalog. */
    static Keys read(Connection connection, Tree tree) throws SQLException {
        Map<QualifiedName, Rows> templates = new LinkedHashMap<>();
        for (Table table : tree.tables()) {
            if (tree.collected(table)) {
                templates.put(table.name(), template(connection, tree, table));
            }
        }
        return new Keys(templates);
    }

    /** The primary key first, then what foreign keys refer to beside it. */
    private static Rows template(Connection connection, Tree tree, Table table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        table.primaryKey().forEach(column -> types.put(column.name(), column.type()));
        Set<String> missing = new LinkedHashSet<>();
        Stream.concat(tree.into(table).stream(), tree.releasedBy(table).stream())
                .map(ForeignKey::parentColumns)
                .forEach(missing::addAll);
        missing.removeAll(types.keySet());
        for (String column : missing) {
            types.put(column, type(connection, table, column));
        }
        return Rows.none(new ArrayList<>(types.keySet()), new ArrayList<>(types.values()));
    }

    static String type(Connection connection, Table table, String column) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute
                WHERE attrelid = to_regclass(?) AND attname = ? AND NOT attisdropped
                """)) {
            select.setString(1, table.name().quoted());
            select.setString(2, column);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** No rows yet of a table that is collected. */
    Rows of(Table table) {
        return Objects.requireNonNull(templates.get(table.name()));
    }

    /** The names of a table's primary key. */
    static List<String> primary(Table table) {
        return table.primaryKey().stream().map(Column::name).toList();
    }

    /** No rows yet, of the primary key alone. */
    static Rows primaryOf(Table table) {
        return Rows.none(
                primary(table), table.primaryKey().stream().map(Column::type).toList());
    }
}
