package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.engine.Engines;
import io.emcee.engine.Operation;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged console through a real sshd, where one is installed. */
@ExtendWith(Postgres.class)
@Timeout(120)
class SshIT {
    private static final int ROWS = 20_000;
    private static final String UTF8 = "LC_ALL=C.UTF-8";

    @TempDir
    private static Path keys;

    private static Sshd sshd;

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeAll
    static void startSshd() throws IOException, InterruptedException {
        sshd = Sshd.start(keys);
    }

    @AfterAll
    static void stopSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    /** A database before a data migration of twenty batches, each of which takes its time. */
    @BeforeEach
    void expand(TestDatabase fresh) throws IOException {
        database = fresh;
        writeSet();
        Engines.of(database, RevisionSets.load(set().toString())).run(Operation.EXPAND);
        database.execute(
                "INSERT INTO things SELECT n FROM generate_series(1, " + ROWS + ") AS n",
                """
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'
                """,
                "CREATE TRIGGER slow BEFORE UPDATE ON things EXECUTE FUNCTION slow()");
        Files.createFile(
                password(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password(), database.password());
    }

    private Path set() {
        return folder.resolve("set");
    }

    private Path password() {
        return folder.resolve("password");
    }

    private void writeSet() throws IOException {
        Files.createDirectory(set());
        Files.writeString(set().resolve("set.yaml"), "name: slow\n");
        Files.writeString(set().resolve("start.sql"), """
                -- revision: start
                -- phase: base
                -- version: 1
                -- release: one
                -- summary: things
                CREATE TABLE things (id bigint PRIMARY KEY, hits integer NOT NULL DEFAULT 0);
                """);
        Files.writeString(set().resolve("grow.sql"), """
                -- revision: grow
                -- phase: expand
                -- down_revision: start
                -- release: two
                -- summary: things can be done
                ALTER TABLE things ADD COLUMN done integer;
                """);
        Files.writeString(set().resolve("move.sql"), """
                -- revision: move
                -- phase: migrate
                -- version: 2
                -- depends_on: grow
                -- release: two
                -- summary: everything is done
                -- table: things
                -- key: id
                -- pending: done IS NULL
                UPDATE things SET done = 1, hits = hits + 1 WHERE {batch};
                """);
    }

    /** What the shell beyond the network runs: the console, then the state of its terminal. */
    private Pty console(String locale) {
        String command = "cd '%s'; env LANG=C %s JAVA_HOME='%s' XDG_CONFIG_HOME='%s' ./emcee --url '%s' --user '%s'"
                        .formatted(
                                Path.of("").toAbsolutePath(),
                                locale,
                                System.getProperty("java.home"),
                                folder,
                                database.url(),
                                database.user())
                + " --password-file '%s' --revisions '%s'; code=$?; stty -a; echo code=$code"
                        .formatted(password(), set());
        return Pty.start(sshd.onTerminal(command), Map.of("COLORTERM", "truecolor"), 80, 24);
    }

    @Test
    void keysColoursAndSizeComeThroughAndTheTerminalIsGivenBack() {
        try (Pty pty = console(UTF8)) {
            pty.shows("grow").shows("migrate next");
            assertTrue(pty.isOn("1049"));
            pty.send("2")
                    .shows("▌move")
                    .send("\033[B")
                    .shows("▌grow")
                    .send("\033OA")
                    .shows("▌move");
            pty.send("?").shows("one row up").send("\033");
            pty.await("Esc closes the help", shown -> !shown.text().contains("one row up"));
            assertTrue(pty.output().contains("38;5;"), "256 colours");
            assertFalse(pty.output().contains("38;2;"), "COLORTERM does not travel");
            pty.resize(100, 30)
                    .await(
                            "the footer stands in the last row",
                            shown -> row(shown, 29).contains("? help"));
            pty.send("q").shows("Database").send("q");
            assertEquals(0, pty.exit());
            assertTrue(pty.text().contains("code=0"), pty.text());
            assertTrue(pty.text().contains(" echo ") && pty.text().contains(" icanon "), pty.text());
            assertTrue(pty.echoes());
            assertFalse(pty.isOn("1049"));
            assertTrue(pty.isOn("25"));
        }
    }

    private static String row(Pty pty, int y) {
        return pty.text().lines().skip(y).findFirst().orElse("");
    }

    @Test
    void aTerminalWithoutUnicodeGetsPlainLines() {
        try (Pty pty = console("LC_ALL=")) {
            pty.shows("migrate next").send("?").shows("esc close");
            String text = pty.text();
            assertTrue(text.chars().allMatch(character -> character < 128), text);
            assertTrue(text.contains("+-") && text.contains("|"), text);
            pty.send("\003");
            assertEquals(0, pty.exit());
        }
    }

    @Test
    void aRunWhoseConnectionIsCutGoesOnAndIsSeenByTheNextConsole() throws InterruptedException {
        try (Pty pty = console(UTF8)) {
            begin(pty);
            await("a batch is done", () -> done() > 0);
            pty.kill("KILL");
        }
        try (Pty pty = console(UTF8)) {
            pty.shows("running").send("3").shows("rows");
            database.execute("DROP TRIGGER slow ON things");
            pty.shows("is done").send("\003");
            assertEquals(0, pty.exit());
        }
        await("nobody is left", () -> sessions() == 0 && processes() == 0);
        assertEquals(ROWS + "|1|1|" + ROWS, database.rows("""
                        SELECT count(*), min(hits), max(hits), (SELECT rows_done FROM emcee.checkpoint) FROM things
                        """).get(0));
        assertEquals("0", database.value("""
                SELECT count(*) FROM pg_locks
                WHERE locktype = 'advisory'
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """));
    }

    /** Through the walk to the data migration. */
    private static void begin(Pty pty) {
        pty.shows("migrate next").send("3").shows("Enter runs it").send("\r");
    }

    private long done() {
        return Long.parseLong("0" + database.value("SELECT max(rows_done) FROM emcee.checkpoint"));
    }

    private long sessions() {
        return Long.parseLong(database.value("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name LIKE 'emcee/%'
                """));
    }

    private long processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(database.url()))
                .count();
    }

    private static void await(String what, BooleanSupplier wanted) throws InterruptedException {
        for (int i = 0; i < 600 && !wanted.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertTrue(wanted.getAsBoolean(), what);
    }
}
