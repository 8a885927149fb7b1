package io.emcee.engine;

import io.emcee.revision.Phase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The schema {@code emcee} of the target database, where all of emcee's state lives. It carries a version, so that a
 * later emcee can upgrade it and an older one refuses it.
 */
final class StateSchema {
    /** The version this emcee writes. */
    static final int VERSION = 1;

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

    private static final String REST = """
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
                installed_by text NOT NULL
            );
            """;

    private StateSchema() {}

    /** The name of a phase's history: {@code history_expand}. */
    static String history(Phase phase) {
        return "history_" + phase.word();
    }

    /**
     * Creates the schema where there is none, in one transaction. Only under the global lock.
     *
     * @throws StateUnusable when the role may not, or the schema is of a newer emcee
     */
    static void prepare(Connection connection, Actor actor) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw newer(version);
        }
        if (version == 0) {
            create(connection, actor);
        }
    }

    static StateUnusable newer(int version) {
        return new StateUnusable("The schema \"emcee\" of this database has version " + version
                + ", and this emcee knows versions up to " + VERSION + "; use the newer emcee that wrote it.");
    }

    /** 0 when there is no schema of emcee. */
    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM emcee.schema_version")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failed) {
            if (Failures.missing(failed)) {
                return 0;
            }
            throw failed;
        }
    }

    private static void create(Connection connection, Actor actor) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$ BEGIN
                        IF to_regnamespace('emcee') IS NULL THEN CREATE SCHEMA emcee; END IF;
                    END $$
                    """);
            statement.execute(Arrays.stream(Phase.values())
                    .map(phase -> HISTORY.formatted(phase.word()))
                    .collect(Collectors.joining()));
            statement.execute(REST);
            try (var insert = connection.prepareStatement(
                    "INSERT INTO emcee.schema_version (version, installed_by) VALUES (?, ?)")) {
                insert.setInt(1, VERSION);
                insert.setString(2, actor.toString());
                insert.executeUpdate();
            }
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            if (Failures.forbidden(failed)) {
                throw new StateUnusable(
                        "The role may not create the schema \"emcee\" in this database;"
                                + " grant it CREATE on the database, or let the owner create the schema.",
                        failed);
            }
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Takes everything of emcee out of the database, and leaves the target's tables as they are. */
    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS emcee CASCADE");
        }
    }
}
