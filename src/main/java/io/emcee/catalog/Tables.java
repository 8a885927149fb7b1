package io.emcee.catalog;

import io.emcee.catalog.SoftDelete.Flag;
import io.emcee.catalog.SoftDelete.FlagType;
import io.emcee.catalog.SoftDelete.Time;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads every table of one schema, ordinary and partitioned, in two queries. */
public final class Tables {
    /** Above this many tables their sizes come from statistics: measuring them costs 60 us each. */
    static final int MEASURED = 1_000;

    /**
     * Measuring a table waits behind whoever holds or awaits an ACCESS EXCLUSIVE lock on it or on one of its indexes, so
     * that table's size is taken from statistics, too.
     */
    private static final String TABLES = """
        WITH listed AS MATERIALIZED (
            SELECT oid, relname, relkind, relispartition, count(*) OVER () > ? AS many
            FROM pg_catalog.pg_class
            WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?) AND relkind IN ('r', 'p')
        ), leaf AS MATERIALIZED (
            SELECT oid AS listed, oid AS leaf FROM listed WHERE relkind = 'r'
            UNION ALL
            SELECT l.oid, p.relid FROM listed l, pg_catalog.pg_partition_tree(l.oid) p
            WHERE l.relkind = 'p' AND p.isleaf
        ), locked AS MATERIALIZED (
            SELECT coalesce(i.indrelid, k.relation) AS oid
            FROM pg_catalog.pg_locks k LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.relation
            WHERE k.locktype = 'relation' AND k.mode = 'AccessExclusiveLock'
              AND k.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        ), indexes AS MATERIALIZED (
            SELECT i.indrelid AS oid, sum(c.relpages) AS pages
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid GROUP BY 1
        ), sized AS (
            SELECT f.listed,
                   -- Nobody has analyzed it, and it has no page: it is empty.
                   CASE WHEN c.reltuples >= 0 OR l.many OR c.oid IN (SELECT oid FROM locked) THEN c.reltuples
                        WHEN pg_catalog.pg_relation_size(c.oid) = 0 THEN 0 ELSE -1 END AS reltuples,
                   l.many OR c.oid IN (SELECT oid FROM locked) AS estimated,
                   CASE WHEN l.many OR c.oid IN (SELECT oid FROM locked)
                        THEN (c.relpages + coalesce(t.relpages, 0) + coalesce(ti.pages, 0) + coalesce(ci.pages, 0))
                             * current_setting('block_size')::bigint
                        ELSE coalesce(pg_catalog.pg_total_relation_size(c.oid), 0) END AS bytes
            FROM leaf f
            JOIN listed l ON l.oid = f.listed
            JOIN pg_catalog.pg_class c ON c.oid = f.leaf
            LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN indexes ci ON ci.oid = c.oid
            LEFT JOIN indexes ti ON ti.oid = t.oid
        )
        SELECT l.relname,
               CASE WHEN min(s.reltuples) >= 0 THEN sum(s.reltuples)::bigint WHEN count(s.listed) = 0 THEN 0 END AS rows,
               coalesce(sum(s.bytes), 0)::bigint AS bytes,
               coalesce(bool_or(s.estimated), false) AS estimated,
               CASE WHEN l.relispartition THEN 'MEMBER' WHEN l.relkind = 'p' THEN 'ROOT' ELSE 'NONE' END AS partition
        FROM listed l LEFT JOIN sized s ON s.listed = l.oid
        GROUP BY l.oid, l.relname, l.relkind, l.relispartition
        ORDER BY l.relname COLLATE "C"
        """;

    /** The columns of primary keys with their place in the key, and those that mark soft-deleted rows with place 0. */
    private static final String COLUMNS = """
        WITH listed AS (
            SELECT oid, relname FROM pg_catalog.pg_class
            WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?) AND relkind IN ('r', 'p')
        ), wanted AS (
            SELECT l.oid, l.relname, k.attnum, k.place
            FROM listed l JOIN pg_catalog.pg_index i ON i.indrelid = l.oid AND i.indisprimary,
                 unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
            WHERE k.place <= i.indnkeyatts
            UNION ALL
            SELECT l.oid, l.relname, a.attnum, 0
            FROM listed l JOIN pg_catalog.pg_attribute a ON a.attrelid = l.oid
            WHERE a.attname IN (?, ?) AND a.attnum > 0 AND NOT a.attisdropped
        )
        SELECT w.relname, w.place, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
        FROM wanted w JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum = w.attnum
        ORDER BY w.oid, w.place
        """;

    private final SoftDelete.Names names;
    private final Map<String, List<Column>> primaryKeys = new HashMap<>();
    private final Map<String, Flag> flags = new HashMap<>();
    private final Map<String, Time> times = new HashMap<>();

    private Tables(SoftDelete.Names names) {
        this.names = names;
    }

    /** The schema's tables by name; none when there is no such schema. Takes no lock on them, and no right is needed. */
    public static List<Table> of(Connection connection, String schema, SoftDelete.Names names) throws SQLException {
        return of(connection, schema, names, MEASURED);
    }

    static List<Table> of(Connection connection, String schema, SoftDelete.Names names, int measured)
            throws SQLException {
        Tables tables = new Tables(names);
        tables.readColumns(connection, schema);
        return tables.readTables(connection, schema, measured);
    }

    private void readColumns(Connection connection, String schema) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            statement.setString(2, names.flag());
            statement.setString(3, names.time());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    column(rows.getString(1), rows.getInt(2), new Column(rows.getString(3), rows.getString(4)));
                }
            }
        }
    }

    private void column(String table, int place, Column column) {
        if (place > 0) {
            primaryKeys.computeIfAbsent(table, any -> new ArrayList<>()).add(column);
            return;
        }
        if (column.name().equals(names.flag())) {
            flagType(column.type()).ifPresent(type -> flags.put(table, new Flag(column.name(), type)));
        }
        if (column.name().equals(names.time()) && column.type().startsWith("timestamp")) {
            times.put(table, new Time(column.name(), column.type().endsWith("with time zone")));
        }
    }

    /** Anything else by that name is no flag. */
    private static Optional<FlagType> flagType(String type) {
        return switch (type) {
            case "boolean" -> Optional.of(FlagType.BOOLEAN);
            case "smallint", "integer", "bigint" -> Optional.of(FlagType.INTEGER);
            default -> Optional.empty();
        };
    }

    private List<Table> readTables(Connection connection, String schema, int measured) throws SQLException {
        try (var statement = connection.prepareStatement(TABLES)) {
            statement.setInt(1, measured);
            statement.setString(2, schema);
            try (var rows = statement.executeQuery()) {
                List<Table> tables = new ArrayList<>();
                while (rows.next()) {
                    tables.add(table(new QualifiedName(schema, rows.getString("relname")), rows));
                }
                return List.copyOf(tables);
            }
        }
    }

    private Table table(QualifiedName name, ResultSet row) throws SQLException {
        return new Table(
                name,
                optional(row, "rows"),
                row.getLong("bytes"),
                row.getBoolean("estimated") ? Quality.ESTIMATE : Quality.EXACT,
                softDelete(name.name()),
                primaryKeys.getOrDefault(name.name(), List.of()),
                Table.Partition.valueOf(row.getString("partition")));
    }

    private Optional<SoftDelete> softDelete(String table) {
        Optional<Flag> flag = Optional.ofNullable(flags.get(table));
        Optional<Time> time = Optional.ofNullable(times.get(table));
        return flag.isEmpty() && time.isEmpty() ? Optional.empty() : Optional.of(new SoftDelete(flag, time));
    }

    private static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
