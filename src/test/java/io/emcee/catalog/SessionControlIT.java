package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another session's statement is cancelled, or the session ended: the one that was seen, and only where that is allowed. */
@ExtendWith(Postgres.class)
class SessionControlIT {

    @Test
    void aStatementIsCancelledAndItsClientGoesOn(TestDatabase target) throws Exception {
        try (Connection client = target.connection();
                Connection asking = target.connection()) {
            CompletableFuture<Void> sleep = run(client, "SELECT pg_sleep(60)");
            Blocker seen = active(asking, pid(client));
            SessionControl.Outcome outcome = SessionControl.apply(asking, SessionAct.CANCEL, seen);
            assertTrue(outcome.done(), outcome.sentence());
            assertEquals("The statement of pid " + pid(client) + " was cancelled.", outcome.sentence());
            Throwable ended = assertThrows(CompletionException.class, sleep::join);
            assertTrue(SqlState.QUERY_CANCELED.in(ended.getCause()));
            client.createStatement().execute("SELECT 1");
        }
    }

    @Test
    void aSessionIsEndedAndItsTransactionUndone(TestDatabase target) throws Exception {
        target.execute("CREATE TABLE t (id int)");
        Connection client = target.connection();
        client.setAutoCommit(false);
        client.createStatement().execute("INSERT INTO t VALUES (1)");
        try (Connection asking = target.connection()) {
            Blocker seen = SessionControl.find(asking, pid(client)).orElseThrow();
            assertEquals(
                    "The statement of pid " + seen.pid()
                            + " cannot be cancelled: it runs no statement that could be cancelled;"
                            + " to end the session would help.",
                    refused(asking, SessionAct.CANCEL, seen));
            SessionControl.Outcome outcome = SessionControl.apply(asking, SessionAct.TERMINATE, seen);
            assertTrue(outcome.done(), outcome.sentence());
            assertEquals("pid " + seen.pid() + " was ended.", outcome.sentence());
            assertEquals("0", target.value("SELECT count(*) FROM t"));
            assertEquals(
                    "pid " + seen.pid() + " has ended already; nothing was done.",
                    refused(asking, SessionAct.TERMINATE, seen));
        }
    }

    @Test
    void aLaterSessionWithTheSamePidIsLeftAlone(TestDatabase target) throws Exception {
        try (Connection client = target.connection();
                Connection asking = target.connection()) {
            Blocker now = SessionControl.find(asking, pid(client)).orElseThrow();
            Blocker earlier = new Blocker(
                    now.pid(),
                    now.started().map(start -> start.minus(Duration.ofNanos(1000))),
                    now.role(),
                    now.application(),
                    now.client(),
                    now.state(),
                    now.transaction(),
                    now.query(),
                    now.obstacle());
            assertEquals(
                    "pid " + now.pid() + " has ended already; nothing was done.",
                    refused(asking, SessionAct.TERMINATE, earlier));
            client.createStatement().execute("SELECT 1");
        }
    }

    @Test
    void emceesOwnSessionsAndThoseOfOtherDatabasesAreLeftAlone(TestDatabase target) throws Exception {
        try (Connection own = target.connection();
                Connection elsewhere = target.another().connection();
                Connection asking = target.connection()) {
            own.createStatement().execute("SET application_name = 'emcee/0.1 expand'");
            assertEquals(Optional.of(Obstacle.EMCEE), obstacle(asking, own));
            assertEquals(Optional.of(Obstacle.EMCEE), obstacle(asking, asking));
            assertEquals(Optional.of(Obstacle.ELSEWHERE), obstacle(asking, elsewhere));
            int writer = Integer.parseInt(
                    target.value("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"));
            assertEquals(
                    Optional.of(Obstacle.PROCESS),
                    SessionControl.find(asking, writer).orElseThrow().obstacle());
            assertEquals(Optional.empty(), SessionControl.find(asking, 0));
        }
    }

    @Test
    void whatTheRoleMayNotDoIsSaidBefore(TestDatabase target) throws Exception {
        String role = "control_" + target.name();
        String other = "other_" + target.name();
        target.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + target.password() + "'",
                "CREATE ROLE " + other + " LOGIN PASSWORD '" + target.password() + "'");
        try (Connection superuser = target.connection();
                Connection stranger = as(target, other);
                Connection same = as(target, role);
                Connection asking = as(target, role)) {
            assertEquals(Optional.empty(), obstacle(asking, same));
            assertEquals(Optional.of(Obstacle.HIDDEN), obstacle(asking, stranger));
            target.execute("GRANT pg_read_all_stats TO " + role);
            assertEquals(Optional.of(Obstacle.RIGHTS), obstacle(asking, stranger));
            Blocker seen = SessionControl.find(asking, pid(stranger)).orElseThrow();
            assertEquals(
                    "pid " + pid(stranger) + " cannot be ended: your role is a member neither of its role nor of"
                            + " pg_signal_backend.",
                    refused(asking, SessionAct.TERMINATE, seen));
            target.execute("GRANT pg_signal_backend TO " + role);
            assertEquals(Optional.empty(), obstacle(asking, stranger));
            assertEquals(Optional.of(Obstacle.SUPERUSER), obstacle(asking, superuser));
            assertTrue(SessionControl.apply(asking, SessionAct.TERMINATE, seen).done());
        } finally {
            target.execute("DROP ROLE " + role, "DROP ROLE " + other);
        }
    }

    private static Connection as(TestDatabase target, String role) throws SQLException {
        return DriverManager.getConnection(target.url(), role, target.password());
    }

    private static Optional<Obstacle> obstacle(Connection asking, Connection session) throws SQLException {
        return SessionControl.find(asking, pid(session)).orElseThrow().obstacle();
    }

    private static String refused(Connection asking, SessionAct act, Blocker seen) throws SQLException {
        SessionControl.Outcome outcome = SessionControl.apply(asking, act, seen);
        assertFalse(outcome.done(), outcome.sentence());
        return outcome.sentence();
    }

    private static Blocker active(Connection asking, int pid) throws SQLException {
        Optional<Blocker> found = Optional.empty();
        while (found.flatMap(Blocker::state).filter("active"::equals).isEmpty()) {
            found = SessionControl.find(asking, pid);
        }
        return found.orElseThrow();
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static CompletableFuture<Void> run(Connection connection, String sql) {
        return CompletableFuture.runAsync(() -> {
            try {
                connection.createStatement().execute(sql);
            } catch (SQLException failed) {
                throw new CompletionException(failed);
            }
        });
    }
}
