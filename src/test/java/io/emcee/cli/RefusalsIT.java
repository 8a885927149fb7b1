package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.database.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a database may be that cannot be worked on: one sentence, and the exit code that says which. */
@ExtendWith(Postgres.class)
class RefusalsIT {
    /** The engine's: "emcee", and one. */
    private static final long LOCK = 0x656d636565L << 24 | 1;

    @TempDir
    Path folder;

    @Test
    void aDatabaseThatIsNotThere(TestDatabase database) {
        Outcome outcome = CommandLines.anywhere()
                .with(Map.of("HOME", "/nonexistent", "PGPASSWORD", database.password()))
                .run("db", "version", "--url", database.url() + "_gone", "--user", database.user());
        refused(outcome, 1, "has no database \"" + database.name() + "_gone\"");
    }

    @Test
    void aWrongPasswordIsNeverRepeated() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(true, ScriptedServer.error("28P01", "password authentication failed"))) {
            Outcome outcome = CommandLines.anywhere()
                    .with(Map.of("HOME", "/nonexistent", "PGPASSWORD", "hunter2"))
                    .run("db", "version", "--verbose", "--url", server.url(), "--user", "maria");
            refused(outcome, 1, "does not accept the password of role \"maria\"");
            assertFalse(outcome.toString().contains("hunter2"), outcome::toString);
        }
    }

    @Test
    void thePasswordIsAskedForOnATerminalOnly() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(true, ScriptedServer.error("28P01", "password authentication failed"))) {
            CommandLines terminal = CommandLines.anywhere().answering("hunter2");
            terminal.run("db", "version", "--url", server.url(), "--user", "maria");
            assertEquals(1, terminal.questions().size());
            assertTrue(terminal.questions().get(0).startsWith("Password of \"maria\" at localhost:"));
            CommandLines script = CommandLines.anywhere();
            refused(
                    script.run("db", "version", "--url", server.url(), "--user", "maria"),
                    1,
                    "Give it by --password-file FILE, PGPASSWORD, ~/.pgpass or at the prompt");
            assertEquals(List.of(), script.questions());
        }
    }

    @Test
    void aServerThatIsTooOld() throws IOException {
        try (ScriptedServer server = new ScriptedServer(false, ScriptedServer.welcome("13.9", "on"))) {
            refused(
                    CommandLines.anywhere().run("db", "version", "--url", server.url()),
                    1,
                    "is version 13.9, and emcee needs 14 or later");
        }
    }

    @Test
    void aRoleWithoutRights(TestDatabase database) {
        String role = role(database);
        try {
            refused(
                    CommandLines.as(database, role, "bexar").run("db", "sync"),
                    6,
                    "may not create in schema public and may neither write the schema \"emcee\" nor create it");
            CommandLines.on(database, "bexar").run("db", "expand");
            refused(
                    CommandLines.as(database, role, "bexar").run("db", "version"),
                    1,
                    "The role may not read the histories in schema \"emcee\"");
        } finally {
            dropRole(database, role);
        }
    }

    @Test
    void aDryRunWritesNothingAndNeedsOnlySelect(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka02");
        CycleIT.images(database, 3);
        CommandLines.on(database, "glance").run("db", "expand", "ocata");
        String role = role(database);
        try {
            for (String schema : List.of("emcee", "public")) {
                database.execute(
                        "GRANT USAGE ON SCHEMA " + schema + " TO " + role,
                        "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
            }
            Outcome plan = CommandLines.as(database, role, "glance").run("db", "upgrade", "--dry-run");
            assertEquals(0, plan.exitCode(), plan::errors);
            assertTrue(plan.out().get(0).matches("-- Plan: upgrade .* from ocata_expand01 to .*Nothing was run\\."));
            assertTrue(plan.out().contains("-- drops data for good"), plan::toString);
            assertEquals("3", database.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
            assertEquals(
                    "ocata_expand01",
                    CommandLines.on(database, "glance").run("db", "version").line());
            String json = CommandLines.as(database, role, "glance")
                    .run("db", "upgrade", "--dry-run", "--json")
                    .line();
            assertTrue(json.startsWith("{\"kind\":\"plan\",\"operation\":\"upgrade\",\"target\":\"glance\","), json);
        } finally {
            dropRole(database, role);
        }
    }

    @Test
    void aDryRunLeavesAnEmptyDatabaseEmpty(TestDatabase database) {
        assertEquals(
                0,
                CommandLines.on(database, "bexar")
                        .run("db", "sync", "--dry-run")
                        .exitCode());
        assertEquals("", database.value("SELECT 1 FROM pg_namespace WHERE nspname = 'emcee'"));
        assertEquals("0", database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    @Test
    void anEmptyDatabaseHasNoVersionAndNeedsExpand(TestDatabase database) {
        CommandLines glance = CommandLines.on(database, "glance");
        refused(glance.run("db", "version"), 1, "is empty and not under emcee's control; run: emcee db sync");
        assertEquals(3, glance.run("db", "check").exitCode());
    }

    @Test
    void tablesOfUnknownOriginAreLeftAlone(TestDatabase database) {
        database.execute("CREATE TABLE stray (id int)");
        CommandLines glance = CommandLines.on(database, "glance");
        for (String command : List.of("version", "check", "sync", "upgrade", "expand")) {
            refused(glance.run("db", command), 1, "1 table of unknown origin and no version");
        }
    }

    @Test
    void aDatabaseOfAnotherToolHasAVersionButIsNotOurs(TestDatabase database) {
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('ocata_contract01'), ('pike_expand01')");
        CommandLines glance = CommandLines.on(database, "glance");
        Outcome version = glance.run("db", "version");
        assertEquals(0, version.exitCode());
        assertEquals("pike_expand01, ocata_contract01", version.line());
        assertTrue(version.errors().contains("is not under emcee's control"), version::errors);
        Outcome check = glance.run("db", "check");
        assertEquals(3, check.exitCode());
        assertTrue(check.line().contains("alembic_version, which says ocata_contract01, pike_expand01"), check::line);
        refused(glance.run("db", "upgrade"), 1, "not under emcee's control");
    }

    @Test
    void anotherToolsUnknownVersionIsDrift(TestDatabase database) {
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('2031_expand01')");
        refused(
                CommandLines.on(database, "glance").run("db", "version"),
                9,
                "\"alembic_version\" says \"2031_expand01\", but the revision set \"glance\" does not know it");
    }

    @Test
    void aRevisionThatTheSetDoesNotKnowIsDrift(TestDatabase database) {
        CommandLines.on(database, "bexar").run("db", "expand", "bexar_expand01");
        CommandLines glance = CommandLines.on(database, "glance");
        for (String command : List.of("version", "check", "sync", "upgrade", "expand", "migrate", "contract")) {
            refused(glance.run("db", command), 9, "austin");
        }
        Outcome check = glance.run("db", "check");
        assertEquals(3, check.err().size(), check::errors);
        assertTrue(check.errors().contains("differs from the revision set \"glance\" in 2 places"), check::errors);
        assertEquals(9, glance.run("status").exitCode());
    }

    @Test
    void anEditedRevisionThatWasAppliedIsDriftAndIsNamed(TestDatabase database) throws IOException {
        copyBexar();
        CommandLines edited = CommandLines.on(database, folder.toString());
        assertEquals(0, edited.run("db", "expand", "bexar_expand01").exitCode());
        Path file = folder.resolve("bexar_expand01.sql");
        Files.writeString(file, Files.readString(file) + "\nCREATE TABLE more (id int);\n");
        for (String command : List.of("version", "check", "expand")) {
            refused(edited.run("db", command), 9, "\"bexar_expand01\" was edited after it was applied");
        }
    }

    @Test
    void whoeverComesSecondIsToldWhoIsAtWork(TestDatabase database) throws SQLException {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("db", "expand", "bexar_expand01");
        try (Connection holder = database.connection()) {
            holder.setClientInfo("ApplicationName", "emcee/9 expand maria@bastion");
            try (var statement = holder.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            }
            Outcome outcome = assertTimeout(Duration.ofSeconds(2), () -> bexar.run("db", "expand"));
            refused(outcome, 7, "Another emcee works on \"" + database.name() + "\": pid ");
            assertTrue(outcome.errors().contains("emcee/9 expand maria@bastion"), outcome::errors);
            assertTrue(outcome.errors().contains(", since 20"), outcome::errors);
            assertEquals("bexar_expand01", bexar.run("db", "version").line());
            refused(bexar.run("db", "release"), 7, "Another emcee works on");
        }
    }

    @Test
    void aStepThatGetsNoLockIsToldLineByLineAndEndsWithSeven(TestDatabase database) throws IOException, SQLException {
        CommandLines.on(database, "bexar").run("db", "expand", "bexar_expand01");
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "targets: {one: {url: '" + database.url() + "', revisions: bexar, locks: {budget: 500ms}}}");
        CommandLines one = CommandLines.anywhere()
                .with(Map.of("HOME", "/nonexistent", "PGPASSWORD", database.password(), "PGUSER", database.user()));
        try (Connection holder = database.connection()) {
            holder.setAutoCommit(false);
            holder.setClientInfo("ApplicationName", "nova-api");
            String tables = "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class"
                    + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
            holder.createStatement().execute("LOCK TABLE " + database.value(tables) + " IN ACCESS SHARE MODE");
            Outcome outcome = one.run("db", "expand", "bexar_expand02", "--config", file.toString());
            refused(outcome, 7, "did not get its lock in ");
            assertTrue(
                    outcome.err().stream()
                            .anyMatch(line -> line.matches(
                                    " *Waiting for a lock behind pid \\d+ \\(role \".*\", nova-api, from \\S+, idle in"
                                            + " transaction for \\d s\\): attempt \\d, (next in 0\\.\\d s|the last)")),
                    outcome::errors);
            assertTrue(outcome.errors().contains(", blocked by pid "), outcome::errors);
            Outcome json = one.run("db", "expand", "bexar_expand02", "--json", "--config", file.toString());
            assertEquals(7, json.exitCode());
            assertTrue(
                    json.out().stream()
                            .anyMatch(line ->
                                    line.contains("\"lock_awaited\"") && line.contains("\"application\":\"nova-api\"")),
                    () -> json.out().toString());
        }
    }

    @Test
    void aVersionThatTheSetDoesNotHaveIsWrongUse(TestDatabase database) {
        refused(
                CommandLines.on(database, "bexar").run("db", "sync", "nosuch"),
                2,
                "The revision set \"bexar\" has no revision, release, alias or legacy number \"nosuch\"");
    }

    private static void refused(Outcome outcome, int exitCode, String words) {
        assertEquals(exitCode, outcome.exitCode(), outcome::errors);
        assertEquals(List.of(), outcome.out());
        assertTrue(outcome.errors().contains(words), outcome::errors);
        assertFalse(outcome.errors().contains("internal error"), outcome::errors);
        assertFalse(outcome.errors().contains("\tat "), outcome::errors);
    }

    /** A role that may log in, and nothing else; it belongs to the server, so it must go before the database. */
    private static String role(TestDatabase database) {
        String role = "reader_of_" + database.name();
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'");
        return role;
    }

    private static void dropRole(TestDatabase database, String role) {
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private void copyBexar() throws IOException {
        Path source = Path.of("src/main/resources/io/emcee/sets/bexar");
        try (Stream<Path> files = Files.list(source)) {
            files.forEach(file -> copy(file, folder.resolve(file.getFileName())));
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
