package io.emcee.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.batch.Tuning;
import io.emcee.catalog.SoftDelete;
import io.emcee.engine.Engines;
import io.emcee.engine.StopSignal;
import io.emcee.script.Guard;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of a purge, again and again. */
@ExtendWith(Postgres.class)
class KilledPurgeIT {
    private static final int KILLS = 10;
    private static final int TREES = 30_000;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void treesGoWholeAndAreCountedAlthoughTheProcessIsKilledTenTimes(TestDatabase database) throws Exception {
        OwnTables.of(database, folder, """
                CREATE TABLE tree (id integer PRIMARY KEY, %1$s);
                CREATE TABLE leaf (id integer PRIMARY KEY, tree integer NOT NULL REFERENCES tree, %1$s);
                CREATE INDEX ON leaf (tree);
                INSERT INTO tree SELECT n, %2$s FROM generate_series(1, %3$d) AS n;
                INSERT INTO leaf SELECT n, (n + 1) / 2, %2$s FROM generate_series(1, %3$d * 2) AS n;
                """.formatted(OwnTables.MARKS, OwnTables.OLD, TREES), "tree", "leaf");
        long seed = System.nanoTime();
        System.out.println("KilledPurgeIT: seed " + seed);
        Random random = new Random(seed);
        Process next = start(database);
        int left = TREES;
        Connection observer = database.connection();
        for (int kill = 1; kill <= KILLS; kill++) {
            Process victim = next;
            next = kill < KILLS ? start(database) : victim;
            victim.outputWriter().write("go\n");
            victim.outputWriter().flush();
            int wanted = left - 1 - random.nextInt(TREES / KILLS / 2);
            while (left(observer) > wanted && victim.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.sleep(0, random.nextInt(999_999));
            victim.destroyForcibly().waitFor();
            left = count(database, "tree");
            assertEquals(
                    "0",
                    database.value("SELECT count(*) FROM (SELECT FROM tree AS t JOIN leaf AS l ON l.tree = t.id"
                            + " GROUP BY t.id HAVING count(*) <> 2) AS broken"));
            assertEquals(left * 2, count(database, "leaf"));
        }
        observer.close();
        assertTrue(left > 0, "the last one did not finish");
        work(database, folder);
        assertEquals(0, count(database, "tree"));
        assertEquals(0, count(database, "leaf"));
        assertEquals(
                TREES + "|" + TREES * 2,
                database.rows("SELECT sum((counts::json ->> 'public.tree')::bigint),"
                                + " sum((counts::json ->> 'public.leaf')::bigint) FROM emcee.purge")
                        .get(0));
        assertEquals(
                String.valueOf(TREES),
                database.value("SELECT count(*) FROM emcee.tombstone"),
                "as many tombstones as rows");
        assertEquals(
                String.valueOf(KILLS),
                database.value("SELECT count(DISTINCT facts::json ->> 'interrupted') FROM emcee.journal"
                        + " WHERE kind = 'purge_interrupted'"));
    }

    private static int left(Connection observer) throws SQLException {
        try (Statement select = observer.createStatement();
                ResultSet row = select.executeQuery("SELECT count(*) FROM tree")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int count(TestDatabase database, String table) {
        return Integer.parseInt(database.value("SELECT count(*) FROM " + table));
    }

    private Process start(TestDatabase database) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledPurgeIT.class.getName()));
        command.addAll(List.of(database.url(), database.user(), folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        return builder.start();
    }

    private static void work(TestDatabase database, Path folder) {
        work(Engines.of(database, RevisionSets.load(folder.toString())).engine(), Duration.ZERO);
    }

    private static void work(io.emcee.engine.Engine engine, Duration pause) {
        PurgeRules rules = new PurgeRules(
                new SoftDelete.Names("deleted", "deleted_at"),
                Set.of("tree", "leaf"),
                Map.of("tree", new Guard(Duration.ofDays(1), "it matters")));
        PurgePlan plan = new PurgePlanner(engine, rules)
                .plan(new PurgeRequest(
                        PurgeRequest.Scope.TREES,
                        List.of("tree"),
                        Optional.of(Duration.ofDays(30)),
                        OptionalLong.empty(),
                        Optional.empty()));
        Purger.Manner manner =
                new Purger.Manner(100, Tuning.DEFAULT, 1, () -> after(pause), Optional.empty(), Map.of());
        new Purger(engine).run(plan, manner, event -> {}, new StopSignal());
    }

    private static boolean after(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    public static void main(String[] arguments) throws IOException {
        var access = Engines.access(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
        var engine = Engines.of(access, RevisionSets.load(arguments[2]), Optional.empty())
                .engine();
        engine.inspect();
        if (System.in.read() >= 0) {
            // So that the test can see how far it is.
            work(engine, Duration.ofMillis(4));
        }
    }
}
