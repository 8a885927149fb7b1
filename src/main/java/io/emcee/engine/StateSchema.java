package io.emcee.engine;

import io.emcee.journal.Journal;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.run.RunTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The schema {@code emcee} of the target database, where all of emcee's state lives. It carries a version, so that a
 * later emcee can upgrade it and an older one refuses it.
 */
final class StateSchema {
    /** Flyway's own table, made here so that all four exist from the start and one statement reads them. */
    private static final String HISTORY = """
            CREATE TABLE emcee.history_%1$s (
                installed_rank integer NOT NULL CONSTRAINT history_%1$s_pk PRIMARY KEY,
                version varchar(50),
                description varchar(200) NOT NULL,
                type varchar(20) NOT NULL,
                script varchar(1000) NOT NULL,
                checksum integer,
                installed_by varchar(100) NOT NULL,
                installed_on timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
                execution_time integer NOT NULL,
                success boolean NOT NULL
            );
            CREATE INDEX history_%1$s_s_idx ON emcee.history_%1$s (success);
            """;

    /** What each version added, from 1. The last makes the schema what this emcee writes. */
    private static final List<String> VERSIONS =
            List.of(histories() + """
            CREATE TABLE emcee.checkpoint (
                revision text PRIMARY KEY,
                checksum integer NOT NULL,
                last_key text[],
                rows_done bigint NOT NULL,
                rows_total bigint NOT NULL,
                total_exact boolean NOT NULL,
                started_at timestamptz NOT NULL DEFAULT now(),
                updated_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE TABLE emcee.schema_version (
                version integer PRIMARY KEY,
                installed_on timestamptz NOT NULL DEFAULT now(),
                installed_by text NOT NULL,
                target_schema text NOT NULL
            );
            """, Journal.TABLE, """
            CREATE TABLE emcee.adoption (
                at timestamptz PRIMARY KEY DEFAULT clock_timestamp(),
                source text NOT NULL,
                versions text[] NOT NULL,
                revisions text[] NOT NULL,
                keeps_alembic boolean NOT NULL,
                adopted_by text NOT NULL
            );
            """, Trap.TABLES, """
            ALTER TABLE emcee.checkpoint
                ADD COLUMN walk_order text,
                ADD COLUMN leaf bigint NOT NULL DEFAULT 0,
                ADD COLUMN next_block bigint NOT NULL DEFAULT 0;
            """, PurgeState.TABLES, RunTables.CREATE);

    /** The version this emcee writes. */
    static final int VERSION = VERSIONS.size();

    /** The first version that knows where a database came from. */
    static final int ADOPTION = 3;

    /** The first version that keeps a journal. */
    private static final int JOURNAL = 2;

    /** The first version that can set traps. */
    static final int TRAPS = 4;

    /** The first version that knows of purges. */
    static final int PURGES = VERSIONS.indexOf(PurgeState.TABLES) + 1;

    private StateSchema() {}

    /** The name of a phase's history: {@code history_expand}. */
    static String history(Phase phase) {
        return "history_" + phase.word();
    }

    /**
     * Creates the schema where there is none, and brings an older one to {@link #VERSION}, in one transaction. Only
     * under the global lock.
     *
     * @param target the schema of the target's tables, whose histories are kept
     * @throws StateUnusable when the role may not, or the schema is of a newer emcee or incomplete
     */
    static void prepare(Connection connection, Actor actor, String target) throws SQLException {
        int version = version(connection);
        if (version < VERSION) {
            upgrade(connection, actor, target, version, () -> {});
        }
    }

    /** As {@link #prepare(Connection, Actor, String)}, with more in the same transaction: all of it or nothing. */
    static void prepare(Connection connection, Actor actor, String target, Writes more) throws SQLException {
        upgrade(connection, actor, target, version(connection), more);
    }

    /** What is written in a transaction of another. */
    interface Writes {
        void write() throws SQLException;
    }

    /**
     * Whether emcee has its schema in the database.
     *
     * @throws StateUnusable when the role may not read it, or it is of a newer emcee
     */
    static boolean present(Connection connection) throws SQLException {
        return version(connection) > 0;
    }

    /** Whether emcee has its schema in the database, and it is what this emcee writes. */
    static boolean current(Connection connection) throws SQLException {
        return version(connection) == VERSION;
    }

    /** The version of the schema in the database, at most {@link #VERSION}; 0 when there is none. */
    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM emcee.schema_version")) {
            row.next();
            if (row.getInt(1) > VERSION) {
                throw newer(row.getInt(1));
            }
            return row.getInt(1);
        } catch (SQLException failed) {
            if (Failures.missing(failed)) {
                return 0;
            }
            throw failed;
        }
    }

    /** Whether there is a journal. */
    static boolean journals(Connection connection) throws SQLException {
        return version(connection) >= JOURNAL;
    }

    /** Whether there is a place for traps. */
    static boolean traps(Connection connection) throws SQLException {
        return version(connection) >= TRAPS;
    }

    /** Whether there is a place for holds and tombstones. */
    static boolean purges(Connection connection) throws SQLException {
        return version(connection) >= PURGES;
    }

    static StateUnusable newer(int version) {
        return new StateUnusable("The schema \"emcee\" of this database has version " + version
                + ", and this emcee knows versions up to " + VERSION + "; use the newer emcee that wrote it.");
    }

    private static void upgrade(Connection connection, Actor actor, String target, int from, Writes more)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (int version = from; version < VERSION; version++) {
                create(connection, version);
                record(connection, actor, target, version + 1);
            }
            more.write();
            connection.commit();
        } catch (RuntimeException refused) {
            connection.rollback();
            throw refused;
        } catch (SQLException failed) {
            connection.rollback();
            if (from < VERSION && Failures.forbidden(failed)) {
                throw new StateUnusable(
                        "The role may not create the schema \"emcee\" in this database (" + Failures.words(failed)
                                + "); grant it CREATE on the database, or let the owner create the schema for it.",
                        failed);
            }
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void create(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // IF NOT EXISTS would ask for the right to create a schema even where there is one.
            statement.execute("""
                    DO $$ BEGIN
                        IF to_regnamespace('emcee') IS NULL THEN CREATE SCHEMA emcee; END IF;
                    END $$
                    """);
            statement.execute(VERSIONS.get(version));
        }
    }

    private static void record(Connection connection, Actor actor, String target, int version) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO emcee.schema_version (version, installed_by, target_schema) VALUES (?, ?, ?)")) {
            insert.setInt(1, version);
            insert.setString(2, actor.toString());
            insert.setString(3, target);
            insert.executeUpdate();
        }
    }

    private static String histories() {
        return Arrays.stream(Phase.values())
                .map(phase -> HISTORY.formatted(phase.word()))
                .collect(Collectors.joining());
    }

    /** Remembers where a database came from. */
    static void adopted(Connection connection, Adoption adoption, Actor actor) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO emcee.adoption (source, versions, revisions, keeps_alembic, adopted_by)
                VALUES (?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, adoption.source().words());
            insert.setArray(
                    2, connection.createArrayOf("text", adoption.versions().toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            adoption.revisions().stream().map(RevisionId::text).toArray()));
            insert.setBoolean(4, adoption.source().keepsAlembic());
            insert.setString(5, actor.toString());
            insert.executeUpdate();
        }
    }

    /** Whether Alembic's table is kept in step. */
    static boolean keepsAlembic(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT EXISTS (SELECT FROM emcee.adoption WHERE keeps_alembic)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Takes everything of emcee out of the database, and leaves the target's tables as they are. */
    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA emcee CASCADE");
        }
    }
}
