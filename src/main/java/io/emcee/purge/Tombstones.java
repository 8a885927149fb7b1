package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import io.emcee.engine.Engine;
import io.emcee.engine.LockedRun;
import io.emcee.engine.TombstoneTriggers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The keys of purged rows, which can not be used again: a deleted image's id must never come to stand for other bits
 * (OSSN-0075). Thread-safe; each method opens connections of its own.
 */
public final class Tombstones {
    private final Engine engine;

    public Tombstones(Engine engine) {
        this.engine = engine;
    }

    /**
     * A page of the tombstones of a table, in the order of their keys; only reads.
     *
     * @param table by its name
     * @param after the last key of the page before; empty for the first
     * @param limit how many at most
     */
    public List<Tombstone> page(String table, String after, int limit) {
        return engine.read("tombstones", connection -> {
            List<Tombstone> page = new ArrayList<>();
            if (!Engine.keepsHolds(connection)) {
                return page;
            }
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT t.table_schema, t.table_name, s.key, s.at, s.run
                    FROM emcee.tombstone AS s JOIN emcee.tombstone_table AS t ON t.number = s.table_number
                    WHERE t.table_name = ? AND s.key > ?
                    ORDER BY s.table_number, s.key LIMIT ?
                    """)) {
                select.setString(1, table);
                select.setString(2, after);
                select.setInt(3, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        page.add(of(row));
                    }
                }
            }
            return page;
        });
    }

    private static Tombstone of(ResultSet row) throws SQLException {
        return new Tombstone(
                new QualifiedName(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getLong(5));
    }

    /** The tables that have tombstones, with how many; only reads. */
    public Map<QualifiedName, Long> tables() {
        return engine.read("tombstones", connection -> {
            Map<QualifiedName, Long> tables = new LinkedHashMap<>();
            if (!Engine.keepsHolds(connection)) {
                return tables;
            }
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("""
                            SELECT t.table_schema, t.table_name, count(s.key)
                            FROM emcee.tombstone_table AS t LEFT JOIN emcee.tombstone AS s ON s.table_number = t.number
                            GROUP BY 1, 2 ORDER BY 1, 2
                            """)) {
                while (row.next()) {
                    tables.put(new QualifiedName(row.getString(1), row.getString(2)), row.getLong(3));
                }
            }
            return tables;
        });
    }

    /**
     * Lifts one tombstone: its key may be used again.
     *
     * @throws PurgeRefused when there is none
     */
    public void lift(String table, String key, String reason) {
        engine.write("tombstone_lifted", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM emcee.tombstone AS s USING emcee.tombstone_table AS t
                    WHERE t.number = s.table_number AND t.table_name = ? AND s.key = ?
                    """)) {
                delete.setString(1, table);
                delete.setString(2, key);
                if (delete.executeUpdate() == 0) {
                    throw new PurgeRefused(
                            "There is no tombstone of \"" + key + "\" in \"" + table + "\"; see: emcee tombstone list");
                }
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("table", table);
            facts.put("key", key);
            facts.put("reason", reason);
            facts.put("sentence", "Tombstone of \"" + key + "\" in \"" + table + "\" lifted: " + reason);
            return facts;
        });
    }

    /**
     * Lifts the tombstones of rows that come back, in the caller's transaction.
     *
     * @param keys as {@link Tombstone#key} has them
     * @return how many there were
     */
    public static long lift(Connection connection, QualifiedName table, List<String> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                DELETE FROM emcee.tombstone AS s USING emcee.tombstone_table AS t
                WHERE t.number = s.table_number AND t.table_schema = ? AND t.table_name = ? AND s.key = ANY (?)
                """)) {
            delete.setString(1, table.schema());
            delete.setString(2, table.name());
            delete.setArray(3, connection.createArrayOf("text", keys.toArray()));
            return delete.executeLargeUpdate();
        }
    }

    /** The tombstones that one table gets in a run. */
    record Graves(int number, long run) {

        /** Makes sure that the table refuses what is to be buried; waits for its lock in short attempts. */
        static Graves open(LockedRun run, Table table, Consumer<String> notes) throws SQLException {
            int[] number = new int[1];
            run.alter("tombstones", table.name(), notes, connection -> {
                number[0] = number(connection, table);
                String function = "refuse_" + number[0];
                define(connection, table, number[0], function);
                if (!TombstoneTriggers.tables(connection).contains(table.name())) {
                    TombstoneTriggers.set(connection, table.name(), function, Keys.primary(table));
                }
            });
            return new Graves(number[0], run.number());
        }

        private static int number(Connection connection, Table table) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO emcee.tombstone_table (table_schema, table_name, key_columns) VALUES (?, ?, ?)
                    ON CONFLICT (table_schema, table_name) DO UPDATE SET key_columns = excluded.key_columns
                    RETURNING number
                    """)) {
                insert.setString(1, table.name().schema());
                insert.setString(2, table.name().name());
                insert.setArray(
                        3, connection.createArrayOf("text", Keys.primary(table).toArray()));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        }

        /** The error is that of a key that is taken, which services know how to answer. */
        private static void define(Connection connection, Table table, int number, String function)
                throws SQLException {
            String key = key(table, "NEW");
            try (Statement create = connection.createStatement()) {
                create.execute("""
                        CREATE OR REPLACE FUNCTION emcee.%1$s() RETURNS trigger
                        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $emcee$
                        BEGIN
                            IF EXISTS (SELECT FROM emcee.tombstone WHERE table_number = %2$d AND key = %3$s) THEN
                                RAISE unique_violation USING
                                    MESSAGE = format('the key %%s of a purged row of %%s cannot be used again', %3$s, %4$s),
                                    HINT = 'It may be lifted: emcee tombstone lift';
                            END IF;
                            RETURN NULL;
                        END
                        $emcee$;
                        REVOKE ALL ON FUNCTION emcee.%1$s() FROM PUBLIC;
                        """.formatted(
                                Identifier.quote(function),
                                number,
                                key,
                                Literal.quote(table.name().toString())));
            }
        }

        /** {@code NEW."id"::text}; of several columns their array's text. */
        private static String key(Table table, String row) {
            List<String> columns = Keys.primary(table).stream()
                    .map(column -> row + "." + Identifier.quote(column) + "::text")
                    .toList();
            return columns.size() == 1 ? columns.get(0) : "(ARRAY[" + String.join(", ", columns) + "])::text";
        }

        /** Buries the rows in the caller's transaction, with one statement. */
        void bury(Connection connection, Rows rows) throws SQLException {
            String arrays = rows.values().isEmpty() ? "" : arrays(rows);
            if (arrays.isEmpty()) {
                return;
            }
            String key = rows.columns().size() == 1
                    ? "k0"
                    : IntStream.range(0, rows.columns().size())
                            .mapToObj(i -> "k" + i)
                            .collect(joining(", ", "(ARRAY[", "])::text"));
            String names = IntStream.range(0, rows.columns().size())
                    .mapToObj(i -> "k" + i)
                    .collect(joining(", "));
            try (Statement insert = connection.createStatement()) {
                insert.executeUpdate(
                        "INSERT INTO emcee.tombstone (table_number, key, run) SELECT " + number + ", " + key + ", "
                                + run + " FROM unnest(" + arrays + ") AS u (" + names + ") ON CONFLICT DO NOTHING");
            }
        }

        private static String arrays(Rows rows) {
            return IntStream.range(0, rows.columns().size())
                    .mapToObj(i -> Rows.array(rows.values().stream()
                                    .map(row -> row.get(i))
                                    .toList())
                            + "::text[]")
                    .collect(joining(", "));
        }
    }
}
