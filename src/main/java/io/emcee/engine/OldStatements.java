package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.engine.Check.State;
import io.emcee.engine.Witness.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks {@code pg_stat_statements}, if the database has it, for statements that name what a contract drops. It counts and
 * does not say when: what has been called since the traps were set counts against the contract.
 */
final class OldStatements {
    private static final int NAMED = 3;
    private static final int SHOWN = 120;

    /** Where it is installed; it may be in any schema. */
    private static final String SCHEMA = """
            SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
            """;

    /** Statements of programs only: what emcee itself asks, and what dumps the database, is none. */
    private static final String MATCHING = """
            SELECT s.userid, s.queryid, sum(s.calls) AS calls, min(s.query) AS query
            FROM %s.pg_stat_statements AS s
            WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              AND s.queryid IS NOT NULL
              AND s.query ~* '\\m(select|insert|update|delete|merge|truncate|copy)\\M'
              AND s.query !~* '^\\s*(create|alter|drop|comment|grant|revoke|analyze|vacuum|explain|copy .* to stdout)\\M'
              AND s.query NOT LIKE '%%/* emcee */%%' AND s.query !~ '\\memcee\\.'
              AND (%s)
            GROUP BY s.userid, s.queryid
            """;

    private static final String CALLED = """
            SELECT r.rolname, m.query,
                   m.calls - CASE WHEN m.calls >= coalesce(b.calls, 0) THEN coalesce(b.calls, 0) ELSE 0 END AS since
            FROM (%s) AS m
            LEFT JOIN emcee.old_statement AS b ON b.userid = m.userid AND b.queryid = m.queryid
            LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = m.userid
            WHERE m.calls IS DISTINCT FROM b.calls
            ORDER BY since DESC
            """;

    private final Connection connection;

    OldStatements(Connection connection) {
        this.connection = connection;
    }

    Witness read(List<Dropped> dropped, DrainReader.Window window) throws SQLException {
        Optional<String> schema = schema();
        if (schema.isEmpty()) {
            return Witness.fine(Kind.STATEMENTS, "the database has no pg_stat_statements to ask");
        }
        try {
            return window.since().isEmpty() ? before(dropped, schema.get()) : since(dropped, schema.get());
        } catch (SQLException unreadable) {
            return new Witness(
                    Kind.STATEMENTS,
                    State.YELLOW,
                    "pg_stat_statements does not answer: " + Failures.words(unreadable),
                    List.of());
        }
    }

    /** Nothing is counted from, so that what it has says nothing of now. */
    private Witness before(List<Dropped> dropped, String schema) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT count(*) FROM (" + matching(dropped, schema) + ") AS m")) {
            row.next();
            return new Witness(
                    Kind.STATEMENTS,
                    State.YELLOW,
                    row.getLong(1) + " that it knows name what is dropped; nobody counts yet whether they are called",
                    List.of());
        }
    }

    private Witness since(List<Dropped> dropped, String schema) throws SQLException {
        List<String> called = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(CALLED.formatted(matching(dropped, schema)))) {
            while (row.next()) {
                String role = Optional.ofNullable(row.getString(1)).orElse("that is gone");
                String sql = row.getString(2).strip().replaceAll("\\s+", " ");
                called.add("role \"" + role + "\" called " + row.getLong(3) + " times: "
                        + (sql.length() > SHOWN ? sql.substring(0, SHOWN) + "..." : sql));
            }
        }
        if (called.isEmpty() && hidden(schema)) {
            return new Witness(
                    Kind.STATEMENTS,
                    State.YELLOW,
                    "the role may not see what other roles call",
                    List.of("GRANT pg_read_all_stats TO it"));
        }
        return called.isEmpty()
                ? Witness.fine(Kind.STATEMENTS, "none that names what is dropped was called since the traps were set")
                : new Witness(
                        Kind.STATEMENTS,
                        State.RED,
                        called.stream().limit(NAMED).collect(Collectors.joining("; "))
                                + (called.size() > NAMED ? "; and " + (called.size() - NAMED) + " more" : ""),
                        List.of("stop the clients that call them, then begin the quiet time anew: emcee drain start"));
    }

    private boolean hidden(String schema) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT EXISTS (SELECT FROM " + Identifier.quote(schema)
                        + ".pg_stat_statements WHERE queryid IS NULL AND query = '<insufficient privilege>')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Remembers what has been called until now; in the caller's transaction. */
    void begin(List<Dropped> dropped) throws SQLException {
        Optional<String> schema = schema();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM emcee.old_statement");
            if (schema.isPresent() && readable(schema.get())) {
                statement.execute("INSERT INTO emcee.old_statement SELECT userid, queryid, calls FROM ("
                        + matching(dropped, schema.get()) + ") AS m");
            }
        }
    }

    /** It may be installed in a server that has not loaded it; a failure would end the caller's transaction. */
    private boolean readable(String schema) throws SQLException {
        var before = connection.setSavepoint();
        try (Statement select = connection.createStatement()) {
            select.execute("SELECT FROM " + Identifier.quote(schema) + ".pg_stat_statements LIMIT 1");
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException unreadable) {
            connection.rollback(before);
            return false;
        }
    }

    private Optional<String> schema() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SCHEMA)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static String matching(List<Dropped> dropped, String schema) {
        List<String> conditions = new ArrayList<>();
        for (Dropped one : dropped) {
            String condition = "s.query ~* " + Trap.literal(word(one.table().name()));
            if (one.column().isPresent()) {
                condition += " AND s.query ~* " + Trap.literal(word(one.column().get()));
            }
            conditions.add("(" + condition + ")");
        }
        return MATCHING.formatted(Identifier.quote(schema), String.join(" OR ", conditions));
    }

    /** The name as a word of its own, in PostgreSQL's regular expressions. */
    private static String word(String name) {
        return "(^|\\W)"
                + Pattern.compile("[^\\p{Alnum}_]")
                        .matcher(name.toLowerCase(Locale.ROOT))
                        .replaceAll("\\\\$0") + "($|\\W)";
    }
}
