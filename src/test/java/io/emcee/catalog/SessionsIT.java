package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class SessionsIT {

    @Test
    void findsWhoHoldsAnAdvisoryLock(TestDatabase target) throws SQLException {
        for (long key : new long[] {0, 42, -1, 0x80000000L, Long.MIN_VALUE, Long.MAX_VALUE, 0x1234567890abcdefL}) {
            assertFound(target, key);
        }
    }

    private static void assertFound(TestDatabase target, long key) throws SQLException {
        try (Connection holder = holder(target, key);
                Connection asking = target.connection()) {
            LockHolder found = Sessions.lockHolder(asking, key).orElseThrow();
            assertEquals(value(holder, "SELECT pg_backend_pid()"), String.valueOf(found.pid()));
            assertEquals(Optional.of(target.user()), found.role());
            assertEquals(Optional.of("emcee/test lock"), found.application());
            assertTrue(found.address().isPresent());
            assertFalse(found.connected().orElseThrow().isAfter(found.quiet().orElseThrow()));
            assertTrue(Duration.between(found.connected().orElseThrow(), Instant.now())
                            .toMinutes()
                    < 1);
            assertEquals(Optional.empty(), Sessions.lockHolder(asking, key ^ 1));
        }
    }

    @Test
    void aLockOfAnotherDatabaseOrOfTwoKeysIsAnother(TestDatabase target) throws SQLException {
        try (Connection elsewhere = holder(target.another(), 42);
                Connection pair = target.connection();
                Connection asking = target.connection()) {
            pair.createStatement().execute("SELECT pg_advisory_lock(0, 42)");
            assertEquals(Optional.empty(), Sessions.lockHolder(asking, 42));
            assertFalse(elsewhere.isClosed());
        }
    }

    @Test
    void whoOnlyWaitsForTheLockDoesNotHoldIt(TestDatabase target) throws SQLException {
        try (Connection asking = target.connection();
                Connection waiting = target.connection();
                Connection holder = holder(target, 42)) {
            CompletableFuture<Void> wait = CompletableFuture.runAsync(() -> lock(waiting, 42));
            while (target.value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            assertEquals(
                    value(holder, "SELECT pg_backend_pid()"),
                    String.valueOf(Sessions.lockHolder(asking, 42).orElseThrow().pid()));
            value(holder, "SELECT pg_advisory_unlock(42)");
            wait.join();
        }
    }

    @Test
    void aRoleWithoutRightsSeesLessOfTheHolder(TestDatabase target) throws SQLException {
        try (Connection holder = holder(target, 42);
                Connection asking = target.connection()) {
            asking.createStatement().execute("SET ROLE pg_database_owner");
            LockHolder found = Sessions.lockHolder(asking, 42).orElseThrow();
            assertEquals(
                    "pid " + value(holder, "SELECT pg_backend_pid()") + " (role \"" + target.user()
                            + "\", emcee/test lock, since when your role may not see)",
                    found.toString());
        }
    }

    @Test
    void readsTheFactsOfServerAndSession(TestDatabase target) throws SQLException {
        try (Connection connection = target.connection()) {
            Server server = Server.read(connection);
            assertEquals(target.value("SHOW server_version_num"), String.valueOf(server.versionNumber()));
            assertEquals(target.value("SHOW server_version"), server.version());
            assertEquals(target.user(), server.role());
            assertTrue(server.superuser());
            assertEquals(target.name(), server.database());
            assertFalse(server.inRecovery());
            assertTrue(server.address().orElseThrow().matches(".+:\\d+"), server.toString());
            assertTrue(Duration.between(server.time(), Instant.now()).abs().toMinutes() < 5);
            assertEquals(Optional.of("public"), server.schema());
            connection.createStatement().execute("CREATE SCHEMA odd; SET search_path = nowhere, odd, public");
            connection.createStatement().execute("SET ROLE pg_monitor");
            assertEquals("pg_monitor", Server.read(connection).role());
            assertFalse(Server.read(connection).superuser());
            assertEquals(Optional.of("public"), Server.read(connection).schema());
            connection.createStatement().execute("RESET ROLE");
            assertEquals(Optional.of("odd"), Server.read(connection).schema());
            connection.createStatement().execute("SET search_path = nowhere");
            assertEquals(Optional.empty(), Server.read(connection).schema());
        }
    }

    private static Connection holder(TestDatabase target, long key) throws SQLException {
        Connection holder = target.connection();
        holder.createStatement().execute("SET application_name = 'emcee/test lock'");
        lock(holder, key);
        return holder;
    }

    private static void lock(Connection connection, long key) {
        try {
            connection.createStatement().execute("SELECT pg_advisory_lock(" + key + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
