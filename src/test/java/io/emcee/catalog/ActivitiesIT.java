package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

@ExtendWith(Postgres.class)
class ActivitiesIT {
    @Test
    void showsEverySessionAndWhoWaitsForWhom(TestDatabase target) throws Exception {
        target.execute("CREATE TABLE t (id int)");
        try (Connection idle = target.connection();
                Connection reader = target.connection();
                Connection alter = target.connection();
                Connection victim = target.connection();
                Connection asking = target.connection()) {
            idle.createStatement().execute("SELECT 'done'");
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT id FROM t");
            CompletableFuture<Void> altered = run(alter, "ALTER TABLE t ADD x int");
            awaitWaiting(asking, alter);
            CompletableFuture<Void> read = run(victim, "SELECT count(*) FROM t");
            awaitWaiting(asking, victim);

            List<Activity> all = Activities.of(asking);
            assertEquals(4, all.size());
            Activity blocked = of(all, alter);
            assertEquals(List.of(pid(reader)), blocked.blockers());
            assertEquals(
                    "AccessExclusiveLock on t", blocked.wanted().orElseThrow().what());
            assertTrue(blocked.wanted().orElseThrow().waiting().isPresent());
            assertEquals(Optional.of("Lock: relation"), blocked.waitsFor());
            assertEquals(List.of(pid(alter)), of(all, victim).blockers());
            assertTrue(of(all, reader).idleInTransaction());
            assertEquals(List.of(), of(all, reader).blockers());
            assertTrue(of(all, idle).idle());
            assertEquals(Optional.of("SELECT 'done'"), of(all, idle).session().query());
            assertEquals(Optional.of("client backend"), of(all, idle).kind());
            assertTrue(of(all, idle).connected().isPresent());
            reader.rollback();
            altered.join();
            read.join();
        }
    }

    @Test
    void whoWaitsIsSeenAlsoWithoutRights(TestDatabase target) throws Exception {
        String role = "limited_" + target.name();
        target.execute(
                "CREATE TABLE t (id int)", "CREATE ROLE " + role + " LOGIN PASSWORD '" + target.password() + "'");
        try (Connection writer = target.connection();
                Connection alter = target.connection();
                Connection asking = DriverManager.getConnection(target.url(), role, target.password())) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO t VALUES (1)");
            CompletableFuture<Void> altered = run(alter, "ALTER TABLE t ADD x int");
            awaitWaiting(asking, alter);
            Activity blocked = of(Activities.of(asking), alter);
            assertFalse(blocked.visible());
            assertEquals(Optional.empty(), blocked.session().query());
            assertEquals(Optional.empty(), blocked.kind());
            assertEquals(List.of(pid(writer)), blocked.blockers());
            writer.rollback();
            altered.join();
        } finally {
            target.execute("DROP ROLE " + role);
        }
    }

    private static void awaitWaiting(Connection asking, Connection session) throws SQLException {
        while (of(Activities.of(asking), session).wanted().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static Activity of(List<Activity> all, Connection session) throws SQLException {
        int pid = pid(session);
        return all.stream()
                .filter(activity -> activity.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
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
