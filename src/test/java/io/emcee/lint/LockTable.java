package io.emcee.lint;

import static java.util.stream.Collectors.toMap;

import io.emcee.catalog.SchemaShape;
import io.emcee.script.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares what the linter says of many statements with what one server does. */
final class LockTable {
    private final String url;
    private final String user;
    private final String password;
    private final List<String> differences = new ArrayList<>();
    private final Set<Row> seen = EnumSet.noneOf(Row.class);
    private SchemaShape shape;
    private int version;

    LockTable(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** The rows of the table that a statement of the two lists makes. */
    Set<Row> seen() {
        return seen;
    }

    /** Each statement whose locks or work are not those that the linter says. */
    List<String> differences() throws SQLException {
        try (Connection connection = connection()) {
            run(connection, text("tables.sql"));
            version = connection.getMetaData().getDatabaseMajorVersion();
            if (version >= 18) {
                run(connection, "ALTER TABLE free ADD CONSTRAINT filled NOT NULL other NOT VALID");
            }
            shape = SchemaShape.read(connection, "public");
            for (String line : lines("statements.txt")) {
                inTransaction(connection, line);
            }
            for (String line : lines("alone.txt")) {
                alone(connection, line);
            }
        }
        return differences;
    }

    private void inTransaction(Connection connection, String line) throws SQLException {
        List<String> statements = List.of(line.split(" >> "));
        connection.setAutoCommit(false);
        try {
            Measurement said = said(statements);
            Measurement measured = Measurement.of(connection, statements);
            if (statements.size() > 1) {
                // What came first has locks of its own.
                measured.locks().keySet().retainAll(said.locks().keySet());
            }
            compare(line, said, measured);
        } catch (SQLException | NotUnderstood failed) {
            differences.add(version + ": " + line + ": " + failed.getMessage());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** A reader with a snapshot lets it take its first locks, and wait. */
    private void alone(Connection connection, String line) throws SQLException {
        try (Connection reader = connection();
                Connection worker = connection()) {
            Measurement.Before before = Measurement.Before.of(connection);
            Measurement said = said(List.of(line));
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            run(reader, "SELECT * FROM t LIMIT 1; SELECT * FROM parted LIMIT 1");
            String pid = value(worker, "SELECT pg_backend_pid()");
            Thread thread = new Thread(() -> {
                try {
                    run(worker, line);
                } catch (SQLException failed) {
                    synchronized (differences) {
                        differences.add(version + ": " + line + ": " + failed.getMessage());
                    }
                }
            });
            thread.start();
            Map<String, LockMode> locks = waiting(connection, before, pid);
            reader.commit();
            thread.join(20_000);
            compare(line, said, new Measurement(locks, said.work()));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Map<String, LockMode> waiting(Connection connection, Measurement.Before before, String pid)
            throws SQLException, InterruptedException {
        String waits = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = " + pid;
        for (int i = 0; i < 1_000 && !value(connection, waits).equals("t"); i++) {
            Thread.sleep(5);
        }
        return Measurement.locks(connection, before, pid);
    }

    /** Only what stops somebody is compared: plain reads and writes lock much that nobody waits for. */
    private void compare(String line, Measurement said, Measurement measured) {
        Map<String, LockMode> mine = strong(said.locks());
        Map<String, LockMode> real = strong(measured.locks());
        if (!mine.equals(real) || said.work() != measured.work()) {
            differences.add(version + ": " + line + ": the linter says " + mine + " " + said.work()
                    + ", the server does " + real + " " + measured.work());
        }
    }

    private static Map<String, LockMode> strong(Map<String, LockMode> locks) {
        return new TreeMap<>(locks.entrySet().stream()
                .filter(lock -> lock.getValue().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Measurement said(List<String> statements) {
        World world = Worlds.of(shape);
        List<Effect> effects = List.of();
        boolean fresh = false;
        for (String sql : statements) {
            effects = new Grammar(world).read(Token.all(sql));
            effects.forEach(effect -> seen.add(effect.row()));
        }
        Map<String, LockMode> locks = new TreeMap<>();
        Work work = Work.NOTHING;
        for (Effect effect : effects) {
            fresh = world.fresh(effect.table());
            effect.locks().stream()
                    .filter(lock -> relation(lock) && !world.fresh(lock.table()))
                    .forEach(lock ->
                            locks.merge(lock.table().toString(), lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
            work = Stream.of(work, fresh ? Work.NOTHING : touched(effect.row()))
                    .max(Comparator.naturalOrder())
                    .get();
        }
        return new Measurement(locks, work);
    }

    private static boolean relation(Lock lock) {
        return lock.on() != Lock.On.INDEX && lock.on() != Lock.On.INDEXES;
    }

    /** What a server tells of: not that rows are written or copied, or a domain checked. TRUNCATE makes a new file. */
    private static Work touched(Row row) {
        boolean told = row.work() != Work.WRITE && row.work() != Work.COPY;
        return row == Row.TRUNCATE ? Work.REWRITE : told && row != Row.DOMAIN_CHECK ? row.work() : Work.NOTHING;
    }

    private List<String> lines(String file) {
        return text(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> version >= since(line))
                .map(line -> line.replaceFirst(" @\\d+-$", ""))
                .toList();
    }

    private static int since(String line) {
        return line.matches(".* @\\d+-") ? Integer.parseInt(line.replaceFirst(".* @(\\d+)-", "$1")) : 0;
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(LockTable.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
