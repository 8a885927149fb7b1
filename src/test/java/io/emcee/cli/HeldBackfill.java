package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.TestDatabase;
import io.emcee.engine.OwnSet;
import io.emcee.engine.Soon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A data migration of 5,000 rows, which stays in the batches of the 2,500th and the 4,500th row for as long as it is held.
 *
 * @param url by which its processes reach the database
 * @param files its revisions
 */
record HeldBackfill(TestDatabase database, String url, OwnSet files, Path folder) {
    private static final int ROWS = 5_000;

    private static final String WAITING = """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                WHILE EXISTS (SELECT FROM pg_class WHERE relname = 'held') LOOP PERFORM pg_sleep(0.01); END LOOP;
                RETURN NEW;
            END $$;
            CREATE TRIGGER wait BEFORE UPDATE ON things FOR EACH ROW WHEN (NEW.id IN (2500, 4500))
            EXECUTE FUNCTION wait();
            CREATE TABLE held ();
            """;

    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** Expanded and held; nothing is migrated yet. */
    static HeldBackfill of(TestDatabase database, String url, Path folder) throws IOException {
        OwnSet files = new OwnSet(Files.createDirectory(folder.resolve("set")));
        files.of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE);
        HeldBackfill held = new HeldBackfill(database, url, files, folder);
        assertEquals(0, held.here().run("db", "expand").exitCode());
        database.execute("INSERT INTO things SELECT n FROM generate_series(1, " + ROWS + ") AS n", WAITING);
        return held;
    }

    /** Command lines that have no terminal, and run what they run in this process. */
    CommandLines here() {
        return CommandLines.on(database, files.folder().toString());
    }

    /** What leads a process to the database. */
    List<String> with(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "--url",
                url,
                "--user",
                database.user(),
                "--revisions",
                files.folder().toString()));
        return all;
    }

    /** The environment of a process: its logs are in the folder. */
    Map<String, String> environment() {
        return Map.of(
                "PATH", System.getenv("PATH"), "PGPASSWORD", database.password(), "XDG_STATE_HOME", folder.toString());
    }

    /** Tries to start a process that nobody looks at. */
    Outcome detached() {
        return CommandLines.anywhere()
                .with(environment())
                .run(with("db", "migrate", "--detach").toArray(String[]::new));
    }

    /** Starts a process that nobody looks at, and waits until it is held; gives the number of the run. */
    String begun() {
        Outcome started = detached();
        assertEquals(0, started.exitCode(), started::errors);
        held();
        return started.line().replaceFirst("Run (\\d+) .*", "$1");
    }

    /** Returns when a batch is held. */
    void held() {
        Soon.isTrue(
                database,
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
                        + " current_database()");
    }

    void release() {
        database.execute("DROP TABLE held");
    }

    void hold() {
        database.execute("CREATE TABLE held ()");
    }

    /** The number of the newest run. */
    String newest() {
        return database.value("SELECT max(id) FROM emcee.run");
    }

    /** What {@code emcee runs} says of a run. */
    String state(String run) {
        return here().run("runs", "--json").line().replaceFirst(".*\"run\":" + run + ",\"state\":\"(\\w+)\".*", "$1");
    }

    /** Kills the process of a run as {@code kill -9} does. */
    void kill(String run) {
        long pid = Long.parseLong(database.value("SELECT owner::json ->> 'pid' FROM emcee.run WHERE id = " + run));
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        unlocked();
    }

    /** Returns when nobody holds emcee's lock. */
    void unlocked() {
        Soon.isTrue(database, "SELECT (" + LOCKS + ") = 0");
    }

    /** The run has heard so many wishes. */
    void heard(int wishes) {
        Soon.isTrue(database, "SELECT count(*) = " + wishes + " FROM emcee.run_event WHERE kind = 'asked'");
    }

    void allMigratedOnce() {
        assertEquals(
                ROWS + "|1|1|1",
                database.rows("SELECT count(*), min(hits), max(hits), min(done) FROM things")
                        .get(0));
    }

    /** No session of emcee is there, and no lock. */
    void nothingIsLeft() {
        Soon.isTrue(
                database,
                "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE 'emcee/%'"
                        + " AND datname = current_database()");
        unlocked();
    }
}
