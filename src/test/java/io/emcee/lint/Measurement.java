package io.emcee.lint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a server does for a statement: its locks, and what it does to rows. */
record Measurement(Map<String, LockMode> locks, Work work) {
    /** The relations that are there before a statement, since some are gone after it. */
    record Before(Map<Long, String> names, Map<String, Long> files) {
        static Before of(Connection connection) throws SQLException {
            Map<Long, String> names = new HashMap<>();
            Map<String, Long> files = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            SELECT oid, relname, relfilenode FROM pg_class
                            WHERE relnamespace = 'public'::regnamespace
                              AND (relkind IN ('r', 'p', 'v', 'm') OR relname = 'counter')
                            """)) {
                while (rows.next()) {
                    names.put(rows.getLong(1), rows.getString(2));
                    files.put(rows.getString(2), rows.getString(2).equals("counter") ? 0 : rows.getLong(3));
                }
            }
            return new Before(names, files);
        }
    }

    /** Runs the last of the statements in the open transaction, after the others, and looks. */
    static Measurement of(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements.subList(0, statements.size() - 1)) {
                statement.execute(sql);
            }
            Before before = Before.of(connection);
            statement.execute("SET LOCAL client_min_messages = debug1");
            statement.clearWarnings();
            statement.execute(statements.get(statements.size() - 1));
            List<String> messages = messages(statement);
            statement.execute("SET LOCAL client_min_messages = notice");
            return new Measurement(locks(connection, before), work(connection, before, messages));
        }
    }

    /** The strongest lock of a session on each relation that was there before. */
    static Map<String, LockMode> locks(Connection connection, Before before) throws SQLException {
        return locks(connection, before, "pg_backend_pid()");
    }

    static Map<String, LockMode> locks(Connection connection, Before before, String pid) throws SQLException {
        Map<String, LockMode> locks = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = " + pid)) {
            while (rows.next()) {
                String name = before.names().get(rows.getLong(1));
                if (name != null) {
                    locks.merge(name, mode(rows.getString(2)), (a, b) -> a.compareTo(b) >= 0 ? a : b);
                }
            }
        }
        return locks;
    }

    /** {@code AccessExclusiveLock}. */
    private static LockMode mode(String mode) {
        String words = mode.replace("Lock", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return LockMode.valueOf(words.toUpperCase(Locale.ROOT));
    }

    private static List<String> messages(Statement statement) throws SQLException {
        List<String> messages = new ArrayList<>();
        for (SQLWarning at = statement.getWarnings(); at != null; at = at.getNextWarning()) {
            messages.add(at.getMessage());
        }
        return messages;
    }

    private static Work work(Connection connection, Before before, List<String> messages) throws SQLException {
        Before after = Before.of(connection);
        boolean rewritten = before.names().entrySet().stream()
                .filter(entry -> after.names().containsKey(entry.getKey()))
                .anyMatch(entry -> !before.files()
                        .get(entry.getValue())
                        .equals(after.files().get(after.names().get(entry.getKey()))));
        if (rewritten) {
            return Work.REWRITE;
        }
        boolean built = messages.stream()
                .anyMatch(message -> message.startsWith("building index")
                        && before.files().keySet().stream()
                                .anyMatch(table -> message.contains(" on table \"" + table + "\"")));
        boolean read = messages.stream()
                .anyMatch(message ->
                        message.startsWith("verifying table") || message.startsWith("validating foreign key"));
        return built ? Work.BUILD : read ? Work.SCAN : Work.NOTHING;
    }
}
