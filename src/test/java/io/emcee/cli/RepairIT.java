package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that were edited after they were applied: shown, and taken for what was applied when somebody says why. */
@ExtendWith(Postgres.class)
class RepairIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void differenceIsShownAndMendedForAReasonThatTheJournalKeeps(TestDatabase database) throws IOException {
        write("CREATE TABLE things (id bigint PRIMARY KEY)");
        CommandLines own = CommandLines.on(database, folder.toString());
        assertEquals(0, own.run("db", "upgrade").exitCode());
        assertEquals("There is nothing to repair.", own.run("db", "repair").line());
        write("CREATE TABLE things (id bigint PRIMARY KEY, name text)");
        assertEquals(9, own.run("db", "check").exitCode());

        Outcome preview = own.run("db", "repair", "--dry-run");
        assertEquals("Would take 1 part as its file is for what was applied.", preview.line());
        assertTrue(preview.err().get(0).startsWith("start, part 1: applied on 20"), preview::errors);
        assertTrue(
                preview.err().contains("  - CREATE TABLE things (id bigint PRIMARY KEY)")
                        && preview.err().contains("  + CREATE TABLE things (id bigint PRIMARY KEY, name text)"),
                preview::errors);
        Outcome silent = own.run("db", "repair");
        assertEquals(8, silent.exitCode());
        assertEquals(9, own.run("db", "check").exitCode());

        Outcome repaired = own.run("db", "repair", "--reason", "the column was added by hand");
        assertEquals("Took 1 part as its file is for what was applied.", repaired.line(), repaired::errors);
        assertEquals(0, own.run("db", "check").exitCode());
        assertEquals(
                "the column was added by hand",
                database.value("SELECT facts::json->>'reason' FROM emcee.journal WHERE kind = 'repaired'"));
    }

    @Test
    void whatNoRepairMendsIsSaid(TestDatabase database) throws IOException {
        write("CREATE TABLE things (id bigint PRIMARY KEY)");
        CommandLines own = CommandLines.on(database, folder.toString());
        own.run("db", "upgrade");
        Files.move(folder.resolve("start.sql"), folder.resolve("other.sql"));
        Files.writeString(
                folder.resolve("other.sql"),
                Files.readString(folder.resolve("other.sql")).replace("revision: start", "revision: other"));
        Outcome beyond = own.run("db", "repair", "--reason", "whatever");
        assertEquals(9, beyond.exitCode());
        assertEquals("There is nothing to repair.", beyond.line());
        assertTrue(beyond.errors().contains("does not know it"), beyond::errors);
    }

    private void write(String sql) throws IOException {
        Files.writeString(
                folder.resolve("start.sql"),
                "-- revision: start\n-- phase: base\n-- version: 1\n-- release: own\n-- summary: made up\n" + sql
                        + ";\n");
    }
}
