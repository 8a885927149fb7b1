package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Main;
import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.Pty;
import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import io.emcee.engine.Soon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own, started on a terminal and seen and steered from elsewhere. */
@ExtendWith(Postgres.class)
class WorkerIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;
    private HeldBackfill backfill;

    @BeforeEach
    void expand(TestDatabase given) throws IOException {
        database = given;
        backfill = HeldBackfill.of(database, database.url(), folder);
    }

    @AfterEach
    void nothingIsLeft() {
        backfill.nothingIsLeft();
    }

    /** The program on a terminal of its own. */
    private Pty terminal(String... command) {
        return Pty.start(
                Pty.java(Main.class, backfill.with(command).toArray(String[]::new)), backfill.environment(), 100, 30);
    }

    private Outcome run(String... command) {
        return backfill.here().run(command);
    }

    @Test
    void aRunGoesOnWhenItsTerminalIsLeftHungUpOrKilled() {
        String run;
        try (Pty first = terminal("db", "migrate")) {
            first.shows("has begun; Ctrl-C leaves it to itself.");
            backfill.held();
            run = backfill.newest();
            first.kill("INT").kill("INT");
            assertEquals(8, first.exit());
            assertTrue(first.text().contains("Come back: emcee attach " + run), first.text());
        }
        try (Pty second = terminal("attach")) {
            second.shows("of 5,000 rows").hangUp();
            second.exit();
        }
        try (Pty third = terminal("attach", run)) {
            third.shows("of 5,000 rows").kill("KILL").exit();
        }
        assertEquals("running", backfill.state(run));
        backfill.release();
        assertEquals(List.of("Migrated 5000 rows"), run("attach", run).out());
        backfill.allMigratedOnce();
        assertEquals("done", backfill.state(run));
    }

    @Test
    void aConsoleThatIsKilledOrHungUpLeavesTheRunBehindAndTheNextOneShowsIt() {
        try (Pty console = terminal("console")) {
            console.shows("migrate next").send("3");
            console.shows("Enter runs it").send("\r");
            console.shows("of 5,000 rows").kill("KILL").exit();
        }
        try (Pty next = terminal("console")) {
            next.shows("goes on; 3 shows it.").send("3");
            next.shows("of 5,000 rows").hangUp();
            next.exit();
        }
        assertEquals("running", backfill.state(backfill.newest()));
        try (Pty last = terminal("console")) {
            last.shows("goes on; 3 shows it.").send("3");
            last.shows("of 5,000 rows");
            backfill.release();
            last.shows("is done.").send("\003");
            assertEquals(0, last.exit());
        }
        backfill.allMigratedOnce();
    }

    @Test
    void aKilledWorkerLeavesAnInterruptedRunThatIsResumed() {
        String run = backfill.begun();
        backfill.kill(run);
        assertEquals("interrupted", backfill.state(run));
        Outcome attached = run("attach", run);
        assertEquals(1, attached.exitCode());
        assertTrue(attached.errors().contains("Go on with: emcee resume " + run), attached::errors);
        Outcome paused = run("pause", run);
        assertEquals(1, paused.exitCode());
        assertEquals("emcee: Run " + run + " was interrupted, so there is nothing to pause.", paused.errors());
        backfill.release();
        refusesWhatWasEdited(run);
        assertEquals(List.of("Migrated 5000 rows"), run("resume", run).out());
        backfill.allMigratedOnce();
        assertEquals("interrupted", backfill.state(run));
        assertEquals(1, run("resume", backfill.newest()).exitCode());
    }

    private void refusesWhatWasEdited(String run) {
        backfill.files().of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE.replace("hits + 1", "hits + 2"));
        Outcome refused = run("resume", run);
        assertEquals(6, refused.exitCode());
        assertEquals(
                List.of(
                        "What was edited of move:",
                        "  - -- UPDATE things SET done = 1, hits = hits + 1 WHERE {batch}",
                        "  + -- UPDATE things SET done = 1, hits = hits + 2 WHERE {batch}",
                        "emcee: Run " + run + " cannot be resumed: \""
                                + backfill.files().folder().resolve("move.sql") + "\" was edited since it began."
                                + " Nothing was run; look at a new plan: emcee plan --phase migrate"),
                refused.err());
        backfill.files().of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE);
    }

    @Test
    void ofTwoStartedAtOnceOneRunsAndTheOtherSaysWho() {
        CompletableFuture<Outcome> one = CompletableFuture.supplyAsync(backfill::detached);
        Outcome other = backfill.detached();
        List<Integer> codes =
                Stream.of(one.join(), other).map(Outcome::exitCode).sorted().toList();
        assertEquals(List.of(0, 7), codes, () -> one.join() + " " + other);
        assertEquals("1", database.value("SELECT count(*) FROM emcee.run WHERE result IS NULL"));
        backfill.release();
        assertEquals(0, run("attach", backfill.newest()).exitCode());
        backfill.allMigratedOnce();
    }

    @Test
    void aRunIsPausedGoesOnAndIsStoppedFromElsewhere() {
        String run = backfill.begun();
        assertEquals(0, run("pause", run).exitCode());
        backfill.heard(1);
        assertEquals("pausing", backfill.state(run));
        backfill.release();
        Soon.isTrue(database, "SELECT rests FROM emcee.run WHERE id = " + run);
        assertEquals("paused", backfill.state(run));
        assertEquals("t", database.value("SELECT count(*) BETWEEN 1 AND 4999 FROM things WHERE done = 1"));
        assertEquals(
                "0",
                database.value("SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL AND"
                        + " application_name LIKE 'emcee/%' AND datname = current_database()"));
        assertEquals(7, run("db", "migrate").exitCode());
        backfill.hold();
        assertEquals(List.of("Run " + run + " goes on."), run("resume", run).out());
        backfill.held();
        run("stop", run);
        backfill.heard(3);
        backfill.release();
        Outcome stopped = run("attach", run);
        assertEquals(8, stopped.exitCode(), stopped::errors);
        assertEquals("stopped", backfill.state(run));
        assertEquals("5000", database.value("SELECT count(*) FROM things WHERE done = 1"));
        assertEquals(
                "pause, run, stop",
                database.value("SELECT string_agg(facts::json ->> 'wanted', ', ' ORDER BY number) FROM emcee.journal"
                        + " WHERE kind = 'asked' AND run = " + run));
        Outcome late = run("stop", run);
        assertEquals(1, late.exitCode());
        assertEquals("emcee: Run " + run + " was stopped, so there is nothing to stop.", late.errors());
        Outcome unknown = run("stop", "4711");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.errors().contains("has no run 4711; list them: emcee runs"), unknown::errors);
        assertEquals(1, run("attach").exitCode());
    }

    @Test
    void withoutSetsidARunStaysInItsProcessAndSaysSo() {
        backfill.release();
        Outcome refused = run("db", "migrate", "--detach");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.errors().contains("setsid"), refused::errors);
        Outcome here = backfill.here().answering().run("db", "migrate");
        assertEquals(List.of("Migrated 5000 rows"), here.out());
        assertTrue(here.errors().contains("The run takes place in this process: the program setsid"), here::errors);
    }

    @Test
    void noSecretIsInTheArgumentsTheEnvironmentOrTheLogOfAWorker() throws IOException {
        String run = backfill.begun();
        String pid = database.value("SELECT owner::json ->> 'pid' FROM emcee.run WHERE id = " + run);
        for (String file : List.of("cmdline", "environ")) {
            String text = new String(
                    java.nio.file.Files.readAllBytes(Path.of("/proc", pid, file)),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(!text.isEmpty() && !text.contains(database.password()), file);
        }
        Path log = Path.of(database.value("SELECT owner::json ->> 'log' FROM emcee.run WHERE id = " + run));
        assertTrue(log.startsWith(folder), log::toString);
        backfill.release();
        run("attach", run);
        Soon.isTrue(
                database,
                "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE 'emcee/%' AND datname = current_database()");
        String text = java.nio.file.Files.readString(log);
        assertTrue(text.contains("Run " + run + ": migrate to own"), text);
        assertTrue(!text.contains(database.password()), text);
    }
}
