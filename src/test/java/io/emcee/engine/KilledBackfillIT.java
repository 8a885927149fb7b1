package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of a data migration, again and again. */
@ExtendWith(Postgres.class)
class KilledBackfillIT {
    private static final int ROWS = 200_000;
    private static final int KILLS = 10;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void everyRowIsMigratedExactlyOnceAlthoughTheProcessIsKilledTenTimes(TestDatabase database) throws Exception {
        Engines own = Engines.of(database, new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE));
        own.run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT n * 7 FROM generate_series(1, " + ROWS + ") AS n");
        long seed = System.nanoTime();
        System.out.println("KilledBackfillIT: seed " + seed);
        List<Long> after = killed(database, own.engine().runs(), new Random(seed));
        assertEquals(KILLS, after.stream().distinct().count(), "each process got somewhere: " + after);
        assertTrue(after.get(KILLS - 1) < ROWS, "the last one did not finish: " + after);
        own.run(Operation.MIGRATE);
        assertEquals(
                ROWS + "|1|1|1",
                database.rows("SELECT count(*), min(hits), max(hits), min(done) FROM things")
                        .get(0));
        assertEquals(
                ROWS + "|" + ROWS + "|t",
                database.rows("SELECT rows_done, rows_total, total_exact FROM emcee.checkpoint")
                        .get(0));
        assertEquals("1", database.value("SELECT count(*) FROM emcee.history_migrate"));
    }

    /** The rows that were done after each kill. The next process is warmed up while the one before works. */
    private List<Long> killed(TestDatabase database, RunReader runs, Random random) throws Exception {
        List<Long> after = new ArrayList<>();
        EngineProcess next = EngineProcess.start(database, folder, Operation.MIGRATE);
        try (Connection observer = database.connection();
                PreparedStatement done = observer.prepareStatement("SELECT max(rows_done) FROM emcee.checkpoint")) {
            for (int kill = 1; kill <= KILLS; kill++) {
                EngineProcess victim = next.go();
                next = EngineProcess.start(database, folder, Operation.MIGRATE);
                long begin = after.isEmpty() ? 0 : after.get(after.size() - 1);
                long wanted = begin + 1 + random.nextInt(ROWS / KILLS * 3 / 4);
                while (rows(done) < wanted && victim.alive()) {
                    Thread.onSpinWait();
                }
                Thread.sleep(0, random.nextInt(999_999));
                victim.kill();
                Soon.isTrue(
                        database,
                        "SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())");
                assertEquals(
                        List.of(RunState.INTERRUPTED),
                        runs.newest(1).stream().map(RunRow::state).toList());
                after.add(rows(done));
            }
        } finally {
            next.close();
        }
        return after;
    }

    private static long rows(PreparedStatement done) throws SQLException {
        try (ResultSet row = done.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
