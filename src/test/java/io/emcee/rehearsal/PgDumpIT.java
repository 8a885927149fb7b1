package io.emcee.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Copies made by programs that pretend to be a pg_dump, good ones and bad ones. */
@ExtendWith(Postgres.class)
class PgDumpIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;
    private Stages stages;

    @BeforeEach
    void begin(TestDatabase given) throws IOException {
        database = given;
        Files.createDirectories(folder.resolve("set"));
        stages = Stages.of(database, new OwnSet(folder.resolve("set")).of(OwnSet.START, OwnSet.GROW))
                .at("start");
    }

    @AfterEach
    void noCopyIsLeft() {
        assertEquals("0", database.value(Stages.LEFT));
    }

    @Test
    void aDumpIsRestoredWhateverItsVersionAddsToIt() throws IOException {
        RehearsalReport report = with(program("99.1", """
                cat <<'END'
                \\restrict x7
                SET transaction_timeout_of_later = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (password 'secret');
                CREATE TABLE public.things (id bigint, note text DEFAULT 'a;b');
                CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
                \\unrestrict x7
                END
                """));
        assertEquals(
                Optional.of("pg_dump 99.1 (" + folder + "/99.1)"), report.copy().dump());
        assertEquals(List.of(), report.copy().notes());
        assertTrue(report.failed().isEmpty(), report::toString);
        assertFalse(report.copy().embedded());
    }

    @Test
    void theOldestThatIsNewEnoughIsTaken() throws IOException {
        String works = "echo 'CREATE TABLE public.things (id bigint);'\n";
        Path many = program("9.6.24", "exit 1\n");
        program("98", works);
        Settings settings = new Settings(
                false,
                Optional.of(many),
                Map.of("PG_BIN", program("99.1", works).toString(), "PATH", ":relative:" + folder.resolve("98")),
                Path.of("/nonexistent"));
        assertTrue(stages.with(settings).rehearse().copy().dump().orElseThrow().startsWith("pg_dump 98 ("));
    }

    @Test
    void oneThatIsTooOldIsRefusedWithTheVersionThatIsNeeded() throws IOException {
        RehearsalReport report = with(program("9.6.24", "exit 1\n"));
        String major = database.value("SELECT current_setting('server_version_num')::int / 10000");
        assertEquals(Optional.empty(), report.copy().dump());
        assertTrue(
                report.copy()
                        .notes()
                        .get(0)
                        .contains("9.6.24 (" + folder + "/9.6.24) is older than the server; it needs version " + major
                                + " or later)"),
                report::toString);
        assertTrue(report.failed().isEmpty());
    }

    @Test
    void whatAFailingOneSaysIsShownWithoutSecretsAndWithoutSteeringTheTerminal() throws IOException {
        RehearsalReport report =
                with(program("99.1", "printf 'pg_dump: \\033[2Jno luck with %s\\n' \"$PGPASSWORD\" >&2; exit 3\n"));
        String note = report.copy().notes().get(0);
        assertTrue(note.contains("failed: [2Jno luck with (hidden)): what"), note);
        assertFalse(note.contains(database.password()), note);
        assertFalse(note.contains("\033"), note);
        assertTrue(report.failed().isEmpty(), "the revisions are replayed instead");
    }

    @Test
    void whatIsWrittenHalfIsNotTakenForACopy() throws IOException {
        RehearsalReport report =
                with(program("99.1", "echo 'CREATE TABLE public.things (id bigint); CREATE TABLE broken (;'\n"));
        assertTrue(report.copy().notes().get(0).contains("wrote is refused: ERROR: syntax error"), report::toString);
        assertTrue(report.failed().isEmpty(), report::toString);
    }

    @Test
    void thePasswordIsInItsEnvironmentOnlyAndItsSessionCannotWrite() throws IOException {
        Path said = folder.resolve("said");
        with(program(
                "99.1",
                "echo \"$*\" > '" + said + "'; env | grep ^PG >> '" + said
                        + "'; echo 'CREATE TABLE public.things (id bigint);'\n"));
        List<String> lines = Files.readAllLines(said);
        assertFalse(lines.get(0).contains(database.password()));
        assertTrue(lines.get(0).contains("--schema-only"), lines::toString);
        assertTrue(lines.contains("PGPASSWORD=" + database.password()));
        assertTrue(lines.contains("PGDATABASE=" + database.name()));
        assertTrue(lines.contains("PGOPTIONS=-c default_transaction_read_only=on"), lines::toString);
    }

    @Test
    void whatIsAppliedButCannotBeReplayedIsNamed() {
        Stages broken = Stages.of(
                database,
                new OwnSet(folder.resolve("set"))
                        .of(OwnSet.base("start", "CREATE TABLE things (id never)"), OwnSet.GROW));
        database.execute("UPDATE emcee.history_base SET checksum = "
                + broken.engine()
                        .set()
                        .script(broken.engine().set().graph().byRelease().get(0))
                        .checksum(broken.engine()
                                .set()
                                .script(broken.engine()
                                        .set()
                                        .graph()
                                        .byRelease()
                                        .get(0))
                                .lastPart()));
        assertEquals(
                "The revision \"start\", which is applied, could not be replayed for a copy: ERROR: type \"never\" does"
                        + " not exist; a pg_dump of the server's version needs no replay.",
                assertThrows(RehearsalFailed.class, broken::rehearse).getMessage());
    }

    private RehearsalReport with(Path programs) {
        Settings none = Stages.WITHOUT_PROGRAMS;
        return stages.with(new Settings(false, Optional.of(programs), none.environment(), none.installed()))
                .rehearse();
    }

    /** A folder with a pg_dump of some version, which runs a shell script to dump. */
    private Path program(String version, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(version));
        Path file = bin.resolve("pg_dump");
        Files.writeString(
                file,
                "#!/bin/sh\nPATH=/usr/bin:/bin\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) " + version
                        + " (made up)'; exit; fi\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }
}
