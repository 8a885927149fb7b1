package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.OwnServer;
import io.emcee.Postgres;
import io.emcee.Proxy;
import io.emcee.TestDatabase;
import io.emcee.engine.Soon;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, and what is between it and its rows breaks in the middle of a batch. */
@ExtendWith(Postgres.class)
class LostConnectionIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void aRunWhoseConnectionsAreCutHasFailedAndIsResumed(TestDatabase database) throws Exception {
        try (Proxy proxy = Proxy.of(database)) {
            HeldBackfill backfill = HeldBackfill.of(database, proxy.url(), folder);
            String run = backfill.begun();
            proxy.cut();
            ended(backfill, run);
            resumed(backfill, run);
        }
    }

    @Test
    void aRunWhoseServerIsRestartedAtOnceHasFailedAndIsResumed() throws Exception {
        try (OwnServer server = OwnServer.start()) {
            HeldBackfill backfill =
                    HeldBackfill.of(server.database(), server.database().url(), folder);
            String run = backfill.begun();
            server.restart();
            ended(backfill, run);
            resumed(backfill, run);
        }
    }

    private static void ended(HeldBackfill backfill, String run) {
        Soon.isTrue(backfill.database(), "SELECT result IS NOT NULL FROM emcee.run WHERE id = " + run);
        assertEquals("failed", backfill.state(run));
        Outcome attached = backfill.here().run("attach", run);
        assertEquals(1, attached.exitCode());
        assertTrue(attached.errors().contains("move"), attached::errors);
    }

    private static void resumed(HeldBackfill backfill, String run) {
        backfill.release();
        assertEquals(
                List.of("Migrated 5000 rows"),
                backfill.here().run("resume", run).out());
        backfill.allMigratedOnce();
        assertEquals(
                "5000",
                backfill.database()
                        .value("SELECT facts::json ->> 'rows' FROM emcee.journal WHERE kind = 'run_ended'"
                                + " ORDER BY number DESC LIMIT 1"));
        backfill.nothingIsLeft();
    }
}
