package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class BlockersIT {
    @Test
    void showsWhomASessionWaitsForAndWhoWaitsBehindIt(TestDatabase target) throws Exception {
        target.execute("CREATE TABLE t (id int)");
        try (Connection reader = target.connection();
                Connection us = target.connection();
                Connection victim = target.connection();
                Connection asking = target.connection()) {
            reader.setAutoCommit(false);
            reader.setClientInfo("ApplicationName", "nova-api");
            reader.createStatement().execute("SELECT id FROM t");
            CompletableFuture<Void> alter = run(us, "ALTER TABLE t ADD x int");
            Blockers alone = waiting(asking, us);
            assertEquals(List.of(), alone.victims());
            CompletableFuture<Void> read = run(victim, "SELECT count(*) FROM t");
            while (waiting(asking, us).victims().isEmpty()) {
                Thread.onSpinWait();
            }
            Blockers found = waiting(asking, us);
            Blocker blocker = found.blocking().get(0);
            assertEquals(pid(reader), blocker.pid());
            assertEquals(Optional.of(target.user()), blocker.role());
            assertEquals(Optional.of("nova-api"), blocker.application());
            assertTrue(blocker.client().isPresent());
            assertEquals(Optional.of("idle in transaction"), blocker.state());
            assertEquals(Optional.of("SELECT id FROM t"), blocker.query());
            assertTrue(blocker.transaction().orElseThrow().compareTo(Duration.ofMinutes(1)) < 0);
            assertEquals(1, found.blocking().size());
            assertEquals(
                    List.of(pid(victim)),
                    found.victims().stream().map(Blocker::pid).toList());
            reader.rollback();
            alter.join();
            read.join();
            assertEquals(Optional.empty(), Blockers.of(asking, pid(us)));
        }
    }

    @Test
    void saysWhatTheRoleMayNotSee(TestDatabase target) throws Exception {
        String role = "limited_" + target.name();
        target.execute(
                "CREATE TABLE t (id int)",
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + target.password() + "'",
                "ALTER TABLE t OWNER TO " + role);
        try (Connection reader = target.connection();
                Connection us = DriverManager.getConnection(target.url(), role, target.password());
                Connection victim = target.connection();
                Connection asking = DriverManager.getConnection(target.url(), role, target.password())) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT id FROM t");
            CompletableFuture<Void> alter = run(us, "ALTER TABLE t ADD x int");
            waiting(asking, us);
            CompletableFuture<Void> read = run(victim, "SELECT count(*) FROM t");
            while (waiting(asking, us).victims().isEmpty()) {
                Thread.onSpinWait();
            }
            Blocker blocker = waiting(asking, us).blocking().get(0);
            assertEquals(pid(reader), blocker.pid());
            assertFalse(blocker.visible());
            assertEquals(Optional.empty(), blocker.query());
            assertEquals(Optional.empty(), blocker.transaction());
            assertTrue(blocker.toString().endsWith(", what it does your role may not see)"), blocker.toString());
            reader.rollback();
            alter.join();
            read.join();
        } finally {
            target.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private static Blockers waiting(Connection asking, Connection us) throws SQLException {
        Optional<Blockers> found = Optional.empty();
        while (found.isEmpty()) {
            found = Blockers.of(asking, pid(us));
        }
        return found.get();
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static CompletableFuture<Void> run(Connection connection, String sql) {
        return CompletableFuture.runAsync(() -> {
            try {
                connection.createStatement().execute(sql);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
