package io.emcee.script;

import static java.util.stream.Collectors.joining;

import io.emcee.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a bundled set, applied as plainly as psql would: no engine, no history, a migrate revision in a single
 * batch. So the tests of the sets say something of the SQL alone.
 */
final class BundledSet {
    /** What one part did to tables that were there before it: the exclusively locked ones, and any scan or rewrite. */
    record Effect(String part, List<String> locked, List<String> scans) {}

    private final Map<String, String> scripts = new LinkedHashMap<>();

    private BundledSet() {}

    static BundledSet of(String name) {
        BundledSet set = new BundledSet();
        try (Stream<Path> files = Files.list(resource("/io/emcee/sets/" + name))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                set.scripts.put(file.getFileName().toString().replace(".sql", ""), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set;
    }

    /** A file or folder among the resources of main and test. */
    static Path resource(String path) {
        try {
            return Path.of(BundledSet.class.getResource(path).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    static String read(String resource) {
        try {
            return Files.readString(resource(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TreeSet<String> revisions() {
        return new TreeSet<>(scripts.keySet());
    }

    /** The value of one header key, {@code ""} when the revision does not have it. */
    String header(String revision, String key) {
        return scripts.get(revision)
                .lines()
                .takeWhile(line -> line.startsWith("-- "))
                .filter(line -> line.startsWith("-- " + key + ": "))
                .map(line -> line.substring(key.length() + 5))
                .collect(joining());
    }

    /** The SQL of each part, without the header; none for a placeholder. */
    List<String> parts(String revision) {
        String body = scripts.get(revision)
                .lines()
                .dropWhile(line -> line.matches("-- \\w+: .*"))
                .collect(joining("\n"));
        return Stream.of(body.split("(?m)^-- part$"))
                .filter(part -> !part.isBlank())
                .toList();
    }

    /** The one statement of a migrate revision, over all rows in one batch. */
    String wholeTable(String revision) {
        return String.join("", parts(revision)).replace("{batch}", "TRUE");
    }

    /** Applies the revisions in the order given. */
    List<Effect> apply(TestDatabase database, String... revisions) {
        List<Effect> effects = new ArrayList<>();
        try (Connection connection = database.connection()) {
            for (String revision : revisions) {
                for (String part : parts(revision)) {
                    effects.add(apply(connection, revision, part.replace("{batch}", "TRUE")));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return effects;
    }

    private static Effect apply(Connection connection, String revision, String part) throws SQLException {
        boolean alone = part.contains("CONCURRENTLY") || part.contains("VALIDATE CONSTRAINT");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = debug1");
            statement.execute("CREATE TEMPORARY TABLE before AS SELECT oid FROM pg_class WHERE relkind = 'r'");
            connection.setAutoCommit(alone);
            statement.execute(part);
            List<String> scans = new ArrayList<>();
            for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                scans.add(told.getMessage());
            }
            scans.removeIf(message -> !message.matches("(verifying|rewriting) table .*"));
            Effect effect = new Effect(revision + ": " + part.strip(), alone ? List.of() : locked(statement), scans);
            if (!alone) {
                connection.commit();
            }
            connection.setAutoCommit(true);
            statement.execute("DROP TABLE before");
            return effect;
        }
    }

    private static List<String> locked(Statement statement) throws SQLException {
        List<String> locked = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT relation::regclass
                FROM pg_locks JOIN before ON before.oid = relation
                WHERE pid = pg_backend_pid() AND mode = 'AccessExclusiveLock' ORDER BY 1
                """)) {
            while (rows.next()) {
                locked.add(rows.getString(1));
            }
        }
        return locked;
    }
}
