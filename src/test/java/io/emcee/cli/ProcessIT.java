package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a process of its own. */
@ExtendWith(Postgres.class)
@Tag("smoke")
class ProcessIT {
    @TempDir
    Path folder;

    @Test
    void resultsAndMessagesKeepToTheirStreams(TestDatabase database) throws Exception {
        Outcome sync = run(database, "bexar", "db", "expand", "bexar_expand01");
        assertEquals(List.of("Upgraded database to: bexar_expand01, current revision(s): bexar_expand01"), sync.out());
        assertTrue(sync.err().get(0).startsWith("[1/2] base austin: "), sync::errors);
        assertEquals(new Outcome(0, List.of("bexar_expand01"), List.of()), run(database, "bexar", "db", "version"));
        Outcome refused = run(database, "bexar", "db", "contract");
        assertEquals(6, refused.exitCode());
        assertEquals(List.of(), refused.out());
        assertEquals(1, refused.err().size(), refused::errors);
    }

    @Test
    void theVersionIsThatOfTheJar(TestDatabase database) throws Exception {
        Outcome version = run(database, "bexar", "--version");
        assertTrue(version.out().get(0).matches("emcee \\d+\\.\\d+\\.\\d+"), version::toString);
    }

    @Test
    void withoutATerminalNothingIsAskedAndNoTraceIsShown(TestDatabase database) throws Exception {
        Outcome alone = outcome(start(List.of(), ""));
        assertEquals(2, alone.exitCode());
        Outcome unreachable =
                outcome(start(List.of("db", "check", "--url", "postgresql://maria@127.0.0.1:1/none"), ""));
        assertEquals(1, unreachable.exitCode());
        assertEquals(1, unreachable.err().size(), unreachable::errors);
        assertFalse(unreachable.errors().contains("Exception"), unreachable::errors);
    }

    @Test
    void anInterruptedMigrationStopsAfterItsBatchAndGoesOnLater(TestDatabase database) throws Exception {
        CommandLines glance = CommandLines.on(database, "glance");
        glance.run("db", "sync", "mitaka02");
        CycleIT.images(database, 60_000);
        glance.run("db", "expand", "ocata");

        Process migrate = start(arguments(database, "glance", "db", "migrate", "--json"), database.password());
        List<String> events = untilFirstBatch(migrate.inputReader());
        interrupt(migrate);
        Outcome stopped = outcome(migrate);
        assertEquals(8, stopped.exitCode(), stopped::toString);
        assertEquals(List.of("Stopping after this batch..."), stopped.err());
        assertTrue(stopped.out().get(stopped.out().size() - 1).contains("\"exit_code\":8"), stopped::toString);
        long left = Long.parseLong(database.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
        assertTrue(left > 0 && left < 60_000, () -> left + " left after " + events);

        assertEquals(
                List.of("Migrated 60000 rows"),
                run(database, "glance", "db", "migrate").out());
        assertEquals("0", database.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
    }

    private static List<String> untilFirstBatch(BufferedReader out) throws IOException {
        List<String> events = new ArrayList<>();
        String line;
        while ((line = out.readLine()) != null) {
            events.add(line);
            if (line.contains("batch_done") && !line.contains("\"rows\":0,")) {
                return events;
            }
        }
        throw new AssertionError("no batch in " + events);
    }

    /** As Ctrl-C does; pressed twice, as people do. */
    private static void interrupt(Process process) throws Exception {
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private Outcome run(TestDatabase database, String revisions, String... command) throws Exception {
        return outcome(start(arguments(database, revisions, command), database.password()));
    }

    private static List<String> arguments(TestDatabase database, String revisions, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        if (command[0].equals("db")) {
            arguments.addAll(List.of("--url", database.url(), "--user", database.user(), "--revisions", revisions));
        }
        return arguments;
    }

    private Process start(List<String> arguments, String password) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "emcee.jar").toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectError(errors().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("EMCEE"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().put("PGPASSWORD", password);
        return builder.start();
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    private Outcome outcome(Process process) throws Exception {
        List<String> out = process.inputReader().lines().toList();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), out, Files.readAllLines(errors()));
    }
}
