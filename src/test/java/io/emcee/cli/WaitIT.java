package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a command says while its step waits for a lock, and after that. */
@ExtendWith(Postgres.class)
class WaitIT {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void whoBlocksIsSaidWhileAStepWaitsAndWhenItGivesUp(TestDatabase database) throws Exception {
        CommandLines patient = withOneAttempt(database);
        assertEquals(0, patient.run("db", "sync", "mitaka02").exitCode());
        try (Connection reader = database.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SET application_name = 'nova-api'; SELECT FROM images");
            int pid = reader.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            String named =
                    "pid " + pid + " \\(role \"\\w+\", nova-api, from [0-9.:]+, idle in transaction for \\d s\\)";

            Outcome text = patient.run("db", "expand");
            assertEquals(7, text.exitCode());
            List<String> lines = text.err().stream()
                    .filter(line -> !line.contains("preflight"))
                    .toList();
            assertMatches("      Waiting for a lock behind " + named + ": attempt 1", lines.get(0));
            assertMatches("        blocks: " + named + ": SELECT FROM images", lines.get(1));
            assertMatches("      Waiting for a lock behind " + named + ": attempt 1, the last", lines.get(2));
            assertMatches(
                    "emcee: \"ocata_expand01.*\" did not get its lock in .*, blocked by " + named
                            + " \\(nothing of it is.*",
                    lines.get(3));

            Outcome json = patient.run("db", "expand", "--json");
            List<String> waits = json.out().stream()
                    .filter(line -> line.startsWith("{\"kind\":\"lock_"))
                    .toList();
            assertMatches(
                    "\\{\"kind\":\"lock_waiting\",\"event_version\":1,\"revision\":\"ocata_expand01\",.*\"timeout_ms\":1100,.*\"waits\":true,"
                            + "\"blockers\":\\[\\{\"pid\":" + pid + ",\"started\":.*",
                    waits.get(0));
            assertMatches(
                    "\\{\"kind\":\"lock_awaited\",.*\"blockers\":\\[\\{\"pid\":" + pid + ",.*",
                    waits.get(waits.size() - 1));
        }
    }

    private CommandLines withOneAttempt(TestDatabase database) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), """
                targets:
                  live:
                    url: "%s"
                    user: %s
                    revisions: glance
                    locks: {timeout: 1100ms, budget: 0s}
                    gates: {backup: {mode: off}}
                """.formatted(database.url(), database.user()));
        return CommandLines.anywhere()
                .with(Map.of(
                        "HOME", "/nonexistent", "EMCEE_CONFIG", file.toString(), "PGPASSWORD", database.password()));
    }

    private static void assertMatches(String expected, String actual) {
        assertTrue(actual.matches(expected), actual);
    }
}
