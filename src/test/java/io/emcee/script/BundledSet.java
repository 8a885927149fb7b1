package io.emcee.script;

import io.emcee.TestDatabase;
import io.emcee.revision.RevisionId;
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
import java.util.List;

/**
 * A bundled set, applied as plainly as psql would: no engine, no history, a migrate revision in a single batch. So the
 * tests of the sets say something of the SQL alone.
 */
final class BundledSet {
    /** What one part did to tables that were there before it: the exclusively locked ones, and any scan or rewrite. */
    record Effect(String part, List<String> locked, List<String> scans) {}

    private final RevisionSet set;

    private BundledSet(RevisionSet set) {
        this.set = set;
    }

    static BundledSet of(String name) {
        return new BundledSet(RevisionSets.load(name));
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

    /** Every revision, release by release, parents first. */
    List<Script> releaseOrder() {
        return set.graph().byRelease().stream().map(set::script).toList();
    }

    Script script(String revision) {
        return set.script(RevisionId.of(revision));
    }

    DataMigration migration(String revision) {
        return script(revision).migration().orElseThrow();
    }

    /** The statement of a migrate revision, over all rows in one batch. */
    String wholeTable(String revision) {
        return migration(revision).statementFor("TRUE");
    }

    /** Applies the revisions in the order given. */
    List<Effect> apply(TestDatabase database, String... revisions) {
        List<Effect> effects = new ArrayList<>();
        try (Connection connection = database.connection()) {
            for (String revision : revisions) {
                for (Part part : script(revision).parts()) {
                    effects.add(apply(connection, revision, part.sql(), part.transactional()));
                }
                if (script(revision).migration().isPresent()) {
                    effects.add(apply(connection, revision, wholeTable(revision), true));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return effects;
    }

    private static Effect apply(Connection connection, String revision, String sql, boolean transactional)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = debug1");
            statement.execute("CREATE TEMPORARY TABLE before AS SELECT oid FROM pg_class WHERE relkind = 'r'");
            connection.setAutoCommit(!transactional);
            statement.execute(sql);
            List<String> scans = new ArrayList<>();
            for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                scans.add(told.getMessage());
            }
            scans.removeIf(message -> !message.matches("(verifying|rewriting) table .*"));
            Effect effect =
                    new Effect(revision + ": " + sql.strip(), transactional ? locked(statement) : List.of(), scans);
            if (transactional) {
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
