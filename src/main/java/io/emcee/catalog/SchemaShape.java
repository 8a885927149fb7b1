package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tables of a schema are made, and how large they are: what one must know to say what a change of them costs.
 * Names are those of the schema, without it.
 *
 * @param serverVersion {@code 170011} for 17.11
 * @param domains of any schema
 */
public record SchemaShape(
        int serverVersion,
        String schema,
        List<Table> tables,
        List<Constraint> constraints,
        List<Index> indexes,
        List<Domain> domains) {

    /**
     * A table or materialized view.
     *
     * @param bytes as in {@link io.emcee.catalog.Table}; of a materialized view by the statistics
     */
    public record Table(
            String name, long bytes, boolean partitioned, Optional<String> partitionOf, List<Column> columns) {}

    /**
     * A column.
     *
     * @param type as {@code format_type} spells it
     */
    public record Column(String name, String type, boolean notNull) {}

    /**
     * A CHECK, a foreign key, or the NOT NULL of a column where the server keeps one.
     *
     * @param definition as {@code pg_get_constraintdef} spells it
     */
    public record Constraint(String table, String name, boolean validated, String definition) {}

    /**
     * An index.
     *
     * @param columns the empty text for an expression
     */
    public record Index(String table, String name, List<String> columns) {}

    /**
     * A domain.
     *
     * @param base as {@code format_type} spells it
     * @param constrained whether it checks its values, NOT NULL among that
     */
    public record Domain(String name, String base, boolean constrained) {}

    private static final SoftDelete.Names NO_SOFT_DELETE = new SoftDelete.Names("", "");

    private static final String TABLES = """
        SELECT c.relname, c.relpages * current_setting('block_size')::bigint, c.relkind = 'p', p.relname
        FROM pg_catalog.pg_class c
        LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
        LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?)
          AND c.relkind IN ('r', 'p', 'm')
        ORDER BY c.relname COLLATE "C"
        """;

    private static final String COLUMNS = """
        SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?)
          AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY c.oid, a.attnum
        """;

    private static final String CONSTRAINTS = """
        SELECT c.relname, k.conname, k.convalidated, pg_catalog.pg_get_constraintdef(k.oid)
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        WHERE k.connamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?) AND k.contype IN ('c', 'f', 'n')
        ORDER BY k.oid
        """;

    private static final String INDEXES = """
        SELECT t.relname, x.relname, coalesce(a.attname, '')
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
        CROSS JOIN LATERAL
        unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
        LEFT JOIN pg_catalog.pg_attribute a ON k.attnum > 0 AND a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE t.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?) AND k.place <= i.indnkeyatts
        ORDER BY x.oid, k.place
        """;

    private static final String DOMAINS = """
        SELECT t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod),
               t.typnotnull OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid)
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typtype = 'd' AND n.nspname <> 'information_schema'
        """;

    public SchemaShape {
        tables = List.copyOf(tables);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        domains = List.copyOf(domains);
    }

    /** Reads the catalog; takes no lock on the tables, and needs no right to them. */
    public static SchemaShape read(Connection connection, String schema) throws SQLException {
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        rows(
                connection,
                COLUMNS,
                schema,
                row -> columns.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                        .add(new Column(row.getString(2), row.getString(3), row.getBoolean(4))));
        Map<String, Long> sizes = new HashMap<>();
        Tables.of(connection, schema, NO_SOFT_DELETE)
                .forEach(table -> sizes.put(table.name().name(), table.bytes()));
        List<Table> tables = new ArrayList<>();
        rows(
                connection,
                TABLES,
                schema,
                row -> tables.add(new Table(
                        row.getString(1),
                        sizes.getOrDefault(row.getString(1), row.getLong(2)),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4)),
                        List.copyOf(columns.getOrDefault(row.getString(1), List.of())))));
        List<Constraint> constraints = new ArrayList<>();
        rows(
                connection,
                CONSTRAINTS,
                schema,
                row -> constraints.add(
                        new Constraint(row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4))));
        return new SchemaShape(
                Server.read(connection).versionNumber(),
                schema,
                tables,
                constraints,
                indexes(connection, schema),
                domains(connection));
    }

    private static List<Index> indexes(Connection connection, String schema) throws SQLException {
        Map<String, Index> indexes = new LinkedHashMap<>();
        rows(connection, INDEXES, schema, row -> {
            Index index = new Index(row.getString(1), row.getString(2), List.of(row.getString(3)));
            indexes.merge(index.name(), index, SchemaShape::together);
        });
        return List.copyOf(indexes.values());
    }

    private static Index together(Index first, Index next) {
        List<String> columns = new ArrayList<>(first.columns());
        columns.addAll(next.columns());
        return new Index(first.table(), first.name(), columns);
    }

    private static List<Domain> domains(Connection connection) throws SQLException {
        List<Domain> domains = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DOMAINS)) {
            while (rows.next()) {
                domains.add(new Domain(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
        }
        return List.copyOf(domains);
    }

    private static void rows(Connection connection, String sql, String schema, Taker taker) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }
}
