package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The linter at the command line, alone and on a database. */
@ExtendWith(Postgres.class)
class LintIT {
    private static final String HEAD = "-- release: a\n-- summary: for a test\n";

    @TempDir
    private Path folder;

    @Test
    void withoutADatabaseTheSetIsLooked() throws IOException {
        write("");
        Outcome outcome = CommandLines.anywhere().run("lint", "--revisions", folder.toString());
        assertEquals(1, outcome.exitCode());
        String text = String.join("\n", outcome.out());
        assertTrue(text.contains("      ACCESS EXCLUSIVE on things: blocks reads and writes"), text);
        assertTrue(text.contains("    * error [drop-in-expand] DROP COLUMN takes away from \"things\""), text);
        assertTrue(text.endsWith("\n1 error, 0 warnings, 0 notes, 0 waived; 2 revisions"), text);
        assertEquals(
                0,
                CommandLines.anywhere()
                        .run("lint", "t1", "--revisions", folder.toString())
                        .exitCode());
        assertEquals(
                2,
                CommandLines.anywhere()
                        .run("lint", "never", "--revisions", folder.toString())
                        .exitCode());
    }

    @Test
    void asJsonAWaiverStandsWithItsReason() throws IOException {
        write("-- waive: {drop-in-expand: nobody reads it}\n");
        Outcome outcome = CommandLines.anywhere().run("lint", "e1", "--json", "--revisions", folder.toString());
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.line().startsWith("{\"kind\":\"lint\",\"set\":"), outcome::line);
        assertTrue(outcome.line().contains("\"errors\":0,\"warnings\":0,\"notes\":0,\"waived\":1,"), outcome::line);
        assertTrue(outcome.line().contains("\"waived\":\"nobody reads it\""), outcome::line);
    }

    @Test
    void aRunIsRefusedUntilTheRuleIsWaived(TestDatabase database) throws IOException {
        write("");
        CommandLines lines = CommandLines.on(database, folder.toString());
        Outcome plan = lines.run("db", "expand", "--dry-run");
        assertEquals(0, plan.exitCode());
        assertTrue(
                plan.out().stream().anyMatch(line -> line.startsWith("-- 7: error [drop-in-expand]")), plan::toString);
        Outcome refused = lines.run("db", "expand");
        assertEquals(6, refused.exitCode());
        assertTrue(refused.errors().contains("e1.sql:7: DROP COLUMN takes away"), refused::errors);
        assertTrue(refused.errors().contains("or waive \"drop-in-expand\" in the file's header"), refused::errors);
        assertEquals("", database.value("SELECT to_regclass('things')"));
        write("-- waive: {drop-in-expand: nobody reads it}\n");
        assertEquals(
                0,
                CommandLines.on(database, folder.toString()).run("db", "expand").exitCode());
    }

    @Test
    void onADatabaseWhatIsAppliedIsLeftOutAndNothingIsWritten(TestDatabase database) throws IOException {
        write("-- waive: {drop-in-expand: nobody reads it}\n");
        CommandLines lines = CommandLines.on(database, folder.toString());
        Outcome before = lines.run("lint");
        assertTrue(String.join("\n", before.out()).endsWith("; 2 revisions"), before::toString);
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        lines.run("db", "expand");
        Outcome after = lines.run("lint");
        assertTrue(String.join("\n", after.out()).endsWith("0 waived; 0 revisions"), after::toString);
        Outcome named = lines.run("lint", "e1");
        assertFalse(named.out().isEmpty());
        assertTrue(String.join("\n", named.out()).endsWith("1 waived; 1 revision"), named::toString);
    }

    private void write(String header) throws IOException {
        Files.writeString(
                folder.resolve("t1.sql"),
                "-- revision: t1\n-- phase: base\n-- version: 1\n" + HEAD
                        + "CREATE TABLE things (id int PRIMARY KEY, name text);\n");
        Files.writeString(
                folder.resolve("e1.sql"),
                "-- revision: e1\n-- phase: expand\n-- down_revision: t1\n" + HEAD + header
                        + "\nALTER TABLE things DROP COLUMN name;\n");
    }
}
