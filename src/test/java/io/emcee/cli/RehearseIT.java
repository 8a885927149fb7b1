package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Main;
import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import io.emcee.engine.Soon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code emcee rehearse}, and what is left of it when its process ends. */
@ExtendWith(Postgres.class)
class RehearseIT {
    private static final String LEFT = "SELECT count(*) FROM pg_database WHERE datname LIKE 'emcee\\_rehearsal\\_%'";
    private static final String BOTH_ASLEEP =
            "SELECT count(*) = 2 FROM pg_stat_activity WHERE datname LIKE 'emcee\\_rehearsal%' AND wait_event = 'PgSleep'";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void begin(TestDatabase given) {
        database = given;
    }

    @Test
    void measuredAndSaidStandBesideEachOtherWhereTheyDiffer() {
        String expand = "CREATE FUNCTION quiet() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\n"
                + "LOCK TABLE things; RETURN 1; END $$;\nSELECT quiet();\nALTER TABLE things ADD COLUMN more int";
        Outcome outcome = own(OwnSet.expand("grow", "start", expand)).run("rehearse");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        String text = String.join("\n", outcome.out()).replaceAll("\\d+\\.\\d ms", "0 ms");
        assertTrue(text.startsWith("1/1 expand grow: made up\n  7: CREATE FUNCTION quiet()"), text);
        assertTrue(text.contains("""
                  9: SELECT quiet()  (0 ms)
                      measured: ACCESS EXCLUSIVE on things
                      lint:     ACCESS SHARE on "what it reads"
                    * not what the linter says
                  10: ALTER TABLE things ADD COLUMN more int  (0 ms)
                      measured, and as lint says: no new lock on a table
                """), text);
        assertTrue(text.contains(": 2 as lint says, 1 different"), text);
        assertEquals("0", database.value(LEFT));
    }

    @Test
    void aStatementThatFailsMakesTheExitCodeOneAlsoAsJson() {
        Outcome outcome = own(OwnSet.expand("grow", "start", "ALTER TABLE nowhere ADD COLUMN more int"))
                .run("rehearse", "--json");
        assertEquals(1, outcome.exitCode());
        String line = outcome.line();
        assertTrue(
                line.startsWith("{\"kind\":\"rehearsal\",\"from\":\"start\",\"to\":\"grow\",\"embedded\":false,"),
                line);
        assertTrue(
                line.contains("\"failed\":\"grow\",\"steps\":[{\"revision\":\"grow\",\"phase\":\"expand\",\"part\":1,"
                        + "\"parts\":1,\"failure\":\"ERROR: relation \\\"nowhere\\\" does not exist\""),
                line);
        assertEquals("0", database.value(LEFT));
    }

    @Test
    void whereThereIsNothingToDoNothingIsRehearsed() {
        CommandLines lines = own(OwnSet.GROW);
        assertEquals(
                List.of("Nothing to rehearse: \"" + database.name() + "\" is at start."),
                lines.run("rehearse", "start").out());
        assertEquals(2, lines.run("rehearse", "never").exitCode());
        Outcome plan = lines.run("rehearse", "--dry-run");
        assertTrue(plan.out().get(0).endsWith("1 step. Nothing was run."), plan::toString);
    }

    @Test
    void aTerminatedProcessDropsItsCopyAndWhatAKilledOneLeftTheNextOneDrops() throws Exception {
        CommandLines lines = own(OwnSet.expand("grow", "start", "SELECT pg_sleep(60)"));
        Process terminated = process();
        Process killed = process();
        Soon.isTrue(database, BOTH_ASLEEP);
        terminated.destroy();
        assertTrue(terminated.waitFor(20, TimeUnit.SECONDS));
        assertEquals(8, terminated.exitValue());
        assertEquals("1", database.value(LEFT));
        killed.destroyForcibly().waitFor();
        assertEquals("1", database.value(LEFT));
        // It would sleep on: a server notices only at the next word that its client is gone.
        database.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname LIKE 'emcee\\_rehearsal\\_%'");
        Soon.isTrue(database, "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE '% rehearsal%'");
        assertEquals(8, lines.interrupted().run("rehearse").exitCode());
        assertEquals("0", database.value(LEFT));
    }

    /** The set, with the database at its beginning. */
    private CommandLines own(String expand) {
        new OwnSet(folder).of(OwnSet.START, expand);
        CommandLines lines = CommandLines.on(database, folder.toString());
        assertEquals(0, lines.run("db", "sync", "start").exitCode());
        return lines;
    }

    private Process process() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "rehearse"));
        command.addAll(List.of("--url", database.url(), "--user", database.user()));
        command.addAll(List.of("--revisions", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().put("PGPASSWORD", database.password());
        return builder.start();
    }
}
