package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A target marked production wants a backup before, and no old clients after; each refusal says what to do. */
@ExtendWith(Postgres.class)
class GatesIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void productionGoesThroughACycleByItsRemedies(TestDatabase database) throws IOException {
        CommandLines live = live(database, "production: true, gates: {drain: {quiet: 0s}}");
        // What is empty has nothing to lose.
        assertEquals(0, live.run("db", "upgrade", "austin").exitCode());
        Outcome bare = live.run("db", "expand");
        assertEquals(6, bare.exitCode());
        assertTrue(
                bare.errors().contains("--backup PATH|STATEMENT; or overrule it: --overrule backup=REASON"),
                bare::errors);
        Outcome lost = live.run("db", "expand", "--backup", "/nonexistent/bexar.dump");
        assertEquals(6, lost.exitCode());
        assertTrue(lost.errors().contains("there is no such file or folder here"), lost::errors);
        Outcome expanded = live.run("db", "expand", "--backup", "the tape library");
        assertEquals(0, expanded.exitCode(), expanded::errors);
        assertTrue(
                expanded.errors().contains("Backup: statement \"the tape library\"; the server's log is at "),
                expanded::errors);
        assertEquals(0, live.run("db", "migrate").exitCode());
        Outcome early = live.run("db", "contract");
        assertEquals(6, early.exitCode());
        assertTrue(early.errors().contains("emcee drain start, then wait "), early::errors);
        assertEquals(6, live.run("drain", "status").exitCode());
        Outcome started = live.run("drain", "start");
        assertEquals(0, started.exitCode(), started::errors);
        assertTrue(started.line().startsWith("Traps stand on public."), started::line);
        Outcome status = live.run("drain", "status");
        assertEquals(0, status.exitCode());
        assertEquals(
                "green   writes      no old client has written for 0 ms",
                status.out().get(2));
        Outcome dry = live.run("db", "contract", "--dry-run");
        assertTrue(dry.out().stream().anyMatch(line -> line.startsWith("-- gone for good: ")), dry.out()::toString);
        assertEquals(0, live.run("db", "contract").exitCode());
        assertEquals("There is no trap.", live.run("drain", "stop").line());
    }

    @Test
    void commandOfTheTargetMakesTheBackup(TestDatabase database) throws IOException {
        String command = "{backup: {mode: require, command: [sh, -c, 'echo copying; exit ${CODE:-0}']}}";
        CommandLines live = live(database, "gates: " + command);
        assertEquals(0, live.run("db", "upgrade", "austin").exitCode());
        Outcome expanded = live.run("db", "expand", "bexar_expand01");
        assertEquals(0, expanded.exitCode(), expanded::errors);
        assertEquals("copying", expanded.err().get(0));
        assertTrue(expanded.errors().contains("Backup: command "), expanded::errors);
        // It was accepted for the whole walk.
        assertTrue(!live.run("db", "expand").errors().contains("copying"));
    }

    @Test
    void aScriptIsWarnedAndGoesOn(TestDatabase database) {
        CommandLines script = CommandLines.on(database, "bexar");
        assertEquals(0, script.run("db", "upgrade", "austin").exitCode());
        Outcome upgraded = script.run("db", "upgrade");
        assertEquals(0, upgraded.exitCode());
        assertTrue(upgraded.errors().contains("backup, nobody has said where one is"), upgraded::errors);
        assertTrue(
                upgraded.errors().contains("drain, writes: nobody looks for writes of old clients"), upgraded::errors);
    }

    private CommandLines live(TestDatabase database, String keys) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "targets: {live: {url: '" + database.url() + "', revisions: bexar, " + keys + "}}");
        return CommandLines.anywhere()
                .with(Map.of(
                        "HOME", "/nonexistent",
                        "EMCEE_CONFIG", file.toString(),
                        "PATH", "/usr/bin:/bin",
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password()));
    }
}
