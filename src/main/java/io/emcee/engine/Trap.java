package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The triggers on one table or column that a contract drops. They record who writes it as clients of the release before
 * do: any write to a table; of a column an UPDATE that names it, and an INSERT that gives it another value than it would
 * have had without. What the service's own triggers write is not looked at, and neither is what emcee writes.
 */
record Trap(Dropped dropped) {
    /**
     * State of the traps, and the function that all of them call. It runs with the rights of whoever put emcee's schema
     * there, for a service's role has none on it; and it only inserts, since a counter would make the writers wait for
     * each other. Of many rows or statements in a transaction the first tells enough.
     */
    static final String TABLES = """
            CREATE TABLE emcee.trap (
                table_schema text NOT NULL,
                table_name text NOT NULL,
                column_name text NOT NULL,
                revision text NOT NULL,
                set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                set_by text NOT NULL,
                PRIMARY KEY (table_schema, table_name, column_name)
            );
            CREATE TABLE emcee.old_write (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT clock_timestamp(),
                table_schema text NOT NULL,
                table_name text NOT NULL,
                column_name text NOT NULL,
                operation text NOT NULL,
                application text NOT NULL,
                role text NOT NULL,
                address text,
                pid integer NOT NULL
            );
            CREATE INDEX old_write_at_idx ON emcee.old_write (at);
            CREATE TABLE emcee.old_statement (
                userid oid NOT NULL,
                queryid bigint NOT NULL,
                calls bigint NOT NULL,
                PRIMARY KEY (userid, queryid)
            );
            CREATE FUNCTION emcee.trap() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                told text := 'emcee.trap_' || TG_RELID || '_' || TG_ARGV[1] || '_' || lower(TG_OP);
                application text := coalesce(current_setting('application_name', true), '');
            BEGIN
                IF coalesce(current_setting(told, true), '') = '' AND application NOT LIKE 'emcee/%' THEN
                    PERFORM set_config(told, 'told', true);
                    INSERT INTO emcee.old_write
                        (table_schema, table_name, column_name, operation, application, role, address, pid)
                    VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0], TG_OP, application, session_user,
                            host(inet_client_addr()), pg_backend_pid());
                END IF;
                RETURN NEW;
            END
            $$;
            REVOKE ALL ON FUNCTION emcee.trap() FROM PUBLIC;
            """;

    /** A trigger that fires first sees what the client wrote, and not what a dual-write trigger has made of it. */
    private static final String FIRST = "!emcee_";

    private static final String BEFORE_IT = """
            SELECT tgname FROM pg_catalog.pg_trigger
            WHERE tgrelid = to_regclass(?) AND NOT tgisinternal AND tgtype & 7 = 7 AND tgname COLLATE "C" < ?
            ORDER BY tgname COLLATE "C" LIMIT 1
            """;

    /** Whether the table, or the column, is there at all; a later revision may only bring it. */
    boolean possible(Connection connection) throws SQLException {
        String sql = dropped.column().isPresent()
                ? "SELECT FROM pg_catalog.pg_attribute"
                        + " WHERE attrelid = to_regclass(?) AND attname = ? AND NOT attisdropped"
                : "SELECT FROM pg_catalog.pg_class WHERE oid = to_regclass(?) AND relkind IN ('r', 'p') AND ? = ''";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, dropped.table().quoted());
            select.setString(2, dropped.column().orElse(""));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Whether its triggers stand. */
    boolean set(Connection connection) throws SQLException {
        return !triggers(connection).isEmpty();
    }

    /**
     * Sets it, in the caller's transaction; what stands is left as it is, and counts from now. Takes a SHARE ROW
     * EXCLUSIVE lock on the table, which writers wait for.
     *
     * @param connection whose search path is empty, so that every name in a default is written in full
     * @throws GateRefused when another trigger fires before it
     */
    void set(Connection connection, Actor actor) throws SQLException {
        if (triggers(connection).isEmpty()) {
            for (String trigger : definitions(connection)) {
                try (Statement create = connection.createStatement()) {
                    create.execute(trigger);
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO emcee.trap (table_schema, table_name, column_name, revision, set_by)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (table_schema, table_name, column_name)
                DO UPDATE SET revision = excluded.revision, set_at = excluded.set_at, set_by = excluded.set_by
                """)) {
            bind(insert);
            insert.setString(4, dropped.revision().text());
            insert.setString(5, actor.toString());
            insert.executeUpdate();
        }
    }

    private List<String> definitions(Connection connection) throws SQLException {
        if (dropped.column().isEmpty()) {
            return List.of(trigger("write", "INSERT OR UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "", "'', ''"));
        }
        TrapColumn column = TrapColumn.read(
                connection, dropped.table().quoted(), dropped.column().get());
        String arguments = literal(column.name()) + ", '" + column.number() + "'";
        List<String> definitions = new ArrayList<>();
        String update = "UPDATE OF " + Identifier.quote(column.name());
        definitions.add(trigger("update_" + column.number(), update, "STATEMENT", "", arguments));
        if (column.telling()) {
            refuseEarlier(connection, FIRST + "insert_" + column.number());
            String given = " AND " + column.given();
            definitions.add(trigger("insert_" + column.number(), "INSERT", "ROW", given, arguments));
        }
        return definitions;
    }

    /** Of what a client itself writes, not of what other triggers do. */
    private String trigger(String name, String event, String each, String condition, String arguments) {
        return "CREATE TRIGGER " + Identifier.quote(FIRST + name) + " BEFORE " + event + " ON "
                + dropped.table().quoted() + " FOR EACH " + each + " WHEN (pg_catalog.pg_trigger_depth() = 0"
                + condition
                + ") EXECUTE FUNCTION emcee.trap(" + arguments + ")";
    }

    private void refuseEarlier(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BEFORE_IT)) {
            select.setString(1, dropped.table().quoted());
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && !row.getString(1).startsWith(FIRST)) {
                    throw new GateRefused(
                            Gate.DRAIN,
                            "Drain refused: the trigger " + Identifier.display(row.getString(1)) + " of "
                                    + dropped.table() + " would fire before a trap and hide what clients write; rename"
                                    + " it so that its name sorts after \"" + FIRST + "\".");
                }
            }
        }
    }

    /**
     * Takes its triggers away and forgets what they recorded, in the caller's transaction. Takes an ACCESS EXCLUSIVE lock
     * on the table.
     *
     * @return whether there was something to take away
     */
    boolean remove(Connection connection) throws SQLException {
        List<String> triggers = triggers(connection);
        for (String trigger : triggers) {
            try (Statement drop = connection.createStatement()) {
                drop.execute("DROP TRIGGER " + Identifier.quote(trigger) + " ON "
                        + dropped.table().quoted());
            }
        }
        for (String table : List.of("trap", "old_write")) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM emcee." + table + " WHERE table_schema = ? AND table_name = ? AND column_name = ?")) {
                bind(delete);
                delete.executeUpdate();
            }
        }
        return !triggers.isEmpty();
    }

    /** The names of its triggers. */
    private List<String> triggers(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT t.tgname
                FROM pg_catalog.pg_trigger t
                LEFT JOIN pg_catalog.pg_attribute a
                    ON a.attrelid = t.tgrelid AND a.attname = ? AND NOT a.attisdropped
                WHERE t.tgrelid = to_regclass(?) AND NOT t.tgisinternal
                  AND t.tgname = ANY (CASE WHEN ? = '' THEN ARRAY[? || 'write']
                                      ELSE ARRAY[? || 'update_' || a.attnum, ? || 'insert_' || a.attnum] END)
                """)) {
            select.setString(1, dropped.column().orElse(""));
            select.setString(2, dropped.table().quoted());
            select.setString(3, dropped.column().orElse(""));
            for (int i = 4; i <= 6; i++) {
                select.setString(i, FIRST);
            }
            List<String> names = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** How many writes it has recorded. */
    long recorded(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM emcee.old_write"
                + " WHERE table_schema = ? AND table_name = ? AND column_name = ?")) {
            bind(count);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failed) {
            if (SqlState.UNDEFINED_TABLE.in(failed)) {
                return 0;
            }
            throw failed;
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, dropped.table().schema());
        statement.setString(2, dropped.table().name());
        statement.setString(3, dropped.column().orElse(""));
    }

    /** The text as SQL writes it, whatever is in it. */
    static String literal(String text) {
        return (text.contains("\\") ? " E'" : "'") + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
