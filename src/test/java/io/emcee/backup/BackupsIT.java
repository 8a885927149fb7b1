package io.emcee.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.emcee.MemoryFolder;
import io.emcee.OldestServer;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Backup;
import io.emcee.engine.Gate;
import io.emcee.engine.GateRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump is accepted when it is new and holds the database; made and read by the real programs of this machine. */
class BackupsIT {
    @TempDir(factory = MemoryFolder.class)
    private static Path shared;

    private static OldestServer server;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private final Places places = Places.of(Optional.empty(), System.getenv());

    @BeforeAll
    static void start() throws IOException {
        server = OldestServer.start(shared);
        server.execute(
                "CREATE TABLE images AS SELECT generate_series(1, 1000) AS id", "CREATE TABLE \"odd name\" (id int)");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void dumpThatHoldsEveryTableIsAcceptedAsAFileAndAsAFolder() {
        Path file = dump("whole.dump", "--format=custom");
        Backup backup = backups().accept(file.toString());
        assertEquals(Backup.Kind.DUMP, backup.kind());
        assertTrue(backup.found().endsWith(" with all of 2 tables"), backup.found());
        Path directory = dump("whole", "--format=directory");
        assertEquals(Backup.Kind.DUMP, backups().accept(directory.toString()).kind());
    }

    @Test
    void dumpThatIsOldOrLacksRowsOrTablesIsRefused() throws IOException {
        Path file = dump("some.dump", "--format=custom", "--exclude-table-data=images");
        refused(file.toString(), "it lacks the rows of 1 of 2 tables (public.images)");
        refused(dump("structure.dump", "--format=custom", "--schema-only").toString(), "it lacks the rows of 2 of 2");
        Path whole = dump("old.dump", "--format=custom");
        Files.setLastModifiedTime(whole, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        refused(whole.toString(), "and may be no older than 24 h; make a new one");
        refused(dump("plain.sql", "--format=plain").toString(), "pg_restore cannot read it: ");
        Path cut = dump("cut.dump", "--format=custom");
        Files.write(cut, new byte[0]);
        refused(cut.toString(), "pg_restore cannot read it: ");
    }

    /** It names every table and can be read: only whoever looks for rows finds out. */
    @Test
    void dumpOfAnEmptyCopyIsRefused() {
        server.execute("CREATE TABLE kept AS TABLE images", "TRUNCATE images", "DELETE FROM kept");
        try {
            Path empty = dump("empty.dump", "--format=custom", "--exclude-table=kept");
            server.execute("INSERT INTO images SELECT generate_series(1, 1000)", "DROP TABLE kept");
            refused(empty.toString(), "it has no row of public.images, which has ");
        } finally {
            server.execute("DROP TABLE IF EXISTS kept");
        }
    }

    @Test
    void wordsAreBelievedAndAPathIsNot() {
        Backup backup = backups().accept("pool 3 of the tape library, label 2026-11");
        assertEquals(Backup.Kind.STATEMENT, backup.kind());
        refused("/nonexistent/glance.dump", "there is no such file or folder here");
        refused("glance.dump", "there is no such file or folder here");
        refused("  ", "nothing is said of it");
    }

    @Test
    void newestBackupThatAToolNamesIsAccepted() throws IOException {
        String system = server.value("SELECT system_identifier FROM pg_control_system()");
        long now = Instant.now().getEpochSecond();
        String pgBackRest = """
                [{"name": "main", "status": {"code": 0}, "db": [{"id": 1, "system-id": %s}], "backup": [
                  {"label": "20260101-000000F", "error": false, "timestamp": {"start": 1, "stop": 2},
                   "info": {"size": 9000000000}},
                  {"label": "20261120-180000F", "error": false, "timestamp": {"start": 1, "stop": %d},
                   "info": {"size": 9000000000}}]}]
                """;
        assertEquals(
                "pgBackRest has 20261120-180000F of 8.4 GB",
                backups().accept(file(pgBackRest.formatted(system, now))).found());
        refused(file(pgBackRest.formatted("4711", now)), "it is of another cluster");
        refused(file(pgBackRest.formatted(system, now - 90_000)), "and may be no older than 24 h");
        refused(file(pgBackRest.formatted(system, now).replace("9000000000", "900")), "has 900 B, and the database ");
        refused(file(pgBackRest.formatted(system, now).replace("false", "true")), "it names no finished backup");
        refused(file("[]"), "it names no finished backup");
        refused(file("[{"), "it begins as JSON and is none");
        assertEquals(
                "WAL-G has base_0001",
                backups().accept(file("""
                [{"backup_name": "base_0001", "finish_time": "%s", "time": "2026-01-01T00:00:00Z"}]
                """.formatted(Instant.now()))).found());
        assertEquals(
                "Barman has 20261120T180000 of 8.4 GB",
                backups().accept(file("""
                {"main": [{"backup_id": "20261120T180000", "status": "DONE", "end_time_timestamp": "%d",
                           "size_bytes": 9000000000},
                          {"backup_id": "20261120T190000", "status": "FAILED", "end_time_timestamp": "%d"}]}
                """.formatted(now, now))).found());
        assertEquals(
                "Barman has 20261120T180000",
                backups().accept(file("""
                {"main": {"backup_id": "20261120T180000", "status": "DONE",
                          "base_backup_information": {"end_time_timestamp": "%d"}}}
                """.formatted(now))).found());
    }

    @Test
    void commandMakesOneAndSaysHowItGoes() {
        assumeTrue(installed(), "no pg_dump of version 14 or later is installed");
        List<String> notes = new ArrayList<>();
        Path file = folder.resolve("made.dump");
        Backup made =
                backups().make(List.of("pg_dump", "--format=custom", "--file=" + file), Optional.of(file), notes::add);
        assertEquals(Backup.Kind.DUMP, made.kind());
        assertTrue(
                notes.stream().anyMatch(line -> line.contains("dumping contents of table \"public.images\"")),
                notes::toString);
        assertEquals(
                Backup.Kind.COMMAND,
                backups().make(List.of("true"), Optional.empty(), notes::add).kind());
        GateRefused failed = assertThrows(
                GateRefused.class,
                () -> backups().make(List.of("sh", "-c", "echo no room; exit 3"), Optional.empty(), notes::add));
        assertEquals("Backup \"sh\" refused: it ended with 3: no room.", failed.getMessage());
    }

    @Test
    void programThatIsTooOldOrMissingIsSaid() {
        Path file = dump("whole.dump", "--format=custom");
        Backups without = new Backups(
                database(),
                "public",
                Duration.ofHours(24),
                new Places(Optional.empty(), Map.of(), Path.of("/nonexistent")));
        String sentence = assertThrows(GateRefused.class, () -> without.accept(file.toString()))
                .getMessage();
        assertEquals(
                "Backup \"" + file + "\" refused: it takes a pg_restore of version 14 or later, and emcee found none;"
                        + " install one, or name its folder: postgres_programs.",
                sentence);
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "report", ".json"), text)
                .toString();
    }

    private void refused(String said, String why) {
        GateRefused refused = assertThrows(GateRefused.class, () -> backups().accept(said));
        assertEquals(Gate.BACKUP, refused.gate());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    private Path dump(String name, String... options) {
        assumeTrue(installed(), "no pg_dump of version 14 or later is installed");
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("pg_dump", "--file=" + file));
        command.addAll(List.of(options));
        backups().make(command, Optional.empty(), note -> {});
        return file;
    }

    private boolean installed() {
        try {
            Program.fit("pg_dump", 14, places, "x.dump");
            Program.fit("pg_restore", 14, places, "x.dump");
            return true;
        } catch (GateRefused missing) {
            return false;
        }
    }

    private Backups backups() {
        return new Backups(database(), "public", Duration.ofHours(24), places);
    }

    private static Database database() {
        Address address = Address.of(server.url(), Optional.of(OldestServer.USER), Map.of());
        return new Database(address, Passwords.of(new Password("")), "emcee/test");
    }
}
