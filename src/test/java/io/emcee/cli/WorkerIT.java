package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Main;
import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.Pty;
import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import io.emcee.engine.Soon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own, started on a terminal and seen and steered from elsewhere. */
@ExtendWith(Postgres.class)
class WorkerIT {
    private static final int ROWS = 5_000;
    /** The batch with the 2,500th row waits for as long as there is a table of that name. */
    private static final String WAITING = """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                WHILE EXISTS (SELECT FROM pg_class WHERE relname = 'held') LOOP PERFORM pg_sleep(0.01); END LOOP;
                RETURN NEW;
            END $$;
            CREATE TRIGGER wait BEFORE UPDATE ON things FOR EACH ROW WHEN (NEW.id = 2500) EXECUTE FUNCTION wait();
            CREATE TABLE held ();
            """;

    private static final String RUN = "SELECT max(id) FROM emcee.run";
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private TestDatabase database;
    private OwnSet files;

    @BeforeEach
    void expanded(TestDatabase given) throws IOException {
        database = given;
        files = new OwnSet(Files.createDirectory(folder.resolve("set")));
        files.of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE);
        assertEquals(0, here().run("db", "expand").exitCode());
        database.execute(
                "INSERT INTO things SELECT n FROM generate_series(1, " + ROWS + ") AS n", WAITING);
    }

    @AfterEach
    void nothingIsLeft() {
        Soon.isTrue(database, "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE 'emcee/%'"
                + " AND datname = current_database()");
        assertEquals("0", database.value(LOCKS));
    }

    private CommandLines here() {
        return CommandLines.on(database, files.folder().toString());
    }

    /** The program on a terminal of its own. */
    private Pty terminal(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "--url", database.url(), "--user", database.user(), "--revisions", files.folder().toString()));
        return Pty.start(
                Pty.java(Main.class, all.toArray(String[]::new)),
                Map.of("PGPASSWORD", database.password(), "XDG_STATE_HOME", folder.toString()),
                100,
                30);
    }

    private void held() {
        Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
                + " current_database()");
    }

    private void released() {
        database.execute("DROP TABLE held");
    }

    private void allMigratedOnce() {
        assertEquals(
                ROWS + "|1|1|1",
                database.rows("SELECT count(*), min(hits), max(hits), min(done) FROM things").get(0));
    }

    @Test
    void aRunGoesOnWhenItsTerminalIsLeftHungUpOrKilled() {
        String run;
        try (Pty first = terminal("db", "migrate")) {
            first.shows("has begun; Ctrl-C leaves it to itself.");
            held();
            run = database.value(RUN);
            first.kill("INT").kill("INT");
            assertEquals(8, first.exit());
            assertTrue(first.text().contains("Come back: emcee attach " + run), first.text());
        }
        try (Pty second = terminal("attach")) {
            second.shows("2,000 of 5,000 rows");
            second.hangUp();
            second.exit();
        }
        try (Pty third = terminal("attach", run)) {
            third.shows("2,000 of 5,000 rows");
            third.kill("KILL");
            third.exit();
        }
        assertEquals("running", state(run));
        try (Pty last = terminal("attach", run)) {
            last.shows("2,000 of 5,000 rows");
            released();
            assertEquals(0, last.exit(), last.text());
            assertTrue(last.text().contains("Migrated 5000 rows"), last.text());
        }
        allMigratedOnce();
        assertEquals("done", state(run));
    }

    private String state(String run) {
        return here().run("runs", "--json").line().replaceFirst(".*\"run\":" + run + ",\"state\":\"(\\w+)\".*", "$1");
    }
}
