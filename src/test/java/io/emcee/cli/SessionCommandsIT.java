package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.Soon;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code emcee session}, against a client in the middle of a transaction. */
@ExtendWith(Postgres.class)
class SessionCommandsIT {

    @Test
    void whoWaitsIsListedBelowWhoBlocks(TestDatabase database) throws Exception {
        CommandLines glance = CommandLines.on(database, "glance");
        assertEquals(
                "Nobody else is connected to this database.",
                glance.run("session").errors());
        database.execute("CREATE TABLE things (id int)");
        try (Connection holder = database.connection();
                Connection waiter = database.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE things");
            CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> count(waiter));
            Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted");
            List<String> lines = glance.run("session").out();
            assertTrue(
                    lines.get(0).matches("PID +ROLE +APPLICATION +CLIENT +STATE +FOR +WAITS FOR +QUERY"),
                    lines::toString);
            assertTrue(lines.get(1).matches("\\d+ .* idle in transaction .* LOCK TABLE things"), lines::toString);
            assertTrue(
                    lines.get(2).matches("  \\d+ .* AccessShareLock on things +SELECT count\\(\\*\\) FROM things"),
                    lines::toString);
            String json = glance.run("session", "--json").line();
            assertTrue(json.contains("\"wants\":\"AccessShareLock on things\",\"blockers\":["), json);
            holder.rollback();
            waits.join();
        }
    }

    private static void count(Connection waiter) {
        try (var statement = waiter.createStatement()) {
            statement.execute("SELECT count(*) FROM things");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aSessionEndsWhenItsPidIsTyped(TestDatabase database) throws Exception {
        try (Connection client = database.connection()) {
            String pid = idle(client);
            CommandLines hasty = CommandLines.on(database, "glance").answering("yes");
            Outcome refused = hasty.run("session", "terminate", pid);
            assertEquals(8, refused.exitCode());
            assertEquals(List.of("Type its pid (" + pid + ") to go on:"), hasty.questions());
            assertTrue(
                    refused.errors().startsWith("This ends the session of pid " + pid + " (role \""), refused::errors);
            assertTrue(refused.errors().contains("its transaction is undone. It runs, or ran last: SELECT 1"));
            assertEquals("1", sessions(database, pid));
            Outcome ended = CommandLines.on(database, "glance").answering(pid).run("session", "terminate", pid);
            assertEquals("pid " + pid + " was ended.", ended.line());
            assertEquals(0, ended.exitCode());
            assertEquals("0", sessions(database, pid));
        }
    }

    @Test
    void offATerminalItTakesYes(TestDatabase database) throws Exception {
        try (Connection client = database.connection()) {
            String pid = idle(client);
            CommandLines script = CommandLines.on(database, "glance");
            Outcome refused = script.run("session", "terminate", pid);
            assertEquals(8, refused.exitCode());
            assertEquals("emcee: This needs a confirmation, which cannot be given here; add --yes.", refused.errors());
            assertEquals(0, script.run("session", "terminate", pid, "--dry-run").exitCode());
            assertEquals("1", sessions(database, pid));
            Outcome ended = script.run("session", "terminate", pid, "--yes", "--json");
            assertTrue(
                    ended.line()
                            .startsWith(
                                    "{\"kind\":\"session_signalled\",\"event_version\":1,\"act\":\"terminate\",\"session\":{\"pid\":"
                                            + pid + ","),
                    ended::line);
            assertTrue(
                    ended.line().endsWith("\"done\":true,\"sentence\":\"pid " + pid + " was ended.\"}"), ended::line);
        }
    }

    @Test
    void theJournalKeepsWhatWasDone(TestDatabase database) throws Exception {
        CommandLines script = CommandLines.on(database, "bexar");
        assertEquals(0, script.run("db", "expand", "bexar_expand01").exitCode());
        try (Connection client = database.connection()) {
            String pid = idle(client);
            assertEquals(0, script.run("session", "terminate", pid, "--yes").exitCode());
            assertEquals(
                    "session_signalled||t",
                    database.rows("SELECT kind, run, facts LIKE '%\"act\":\"terminate\"%\"pid\":" + pid
                                    + ",%\"done\":true%' FROM emcee.journal ORDER BY number DESC LIMIT 1")
                            .get(0));
            assertEquals(
                    "terminate pid " + pid + "; Confirmed by --yes: Type its pid (" + pid + ") to go on:",
                    database.value("SELECT facts::jsonb ->> 'sentence' FROM emcee.journal"
                            + " WHERE kind = 'session_signalling'"));
        }
        assertEquals(0, script.run("journal", "verify").exitCode());
    }

    /** Who is in the way of everything can hold the journal as well. */
    @Test
    void aJournalThatIsLockedDoesNotKeepTheOperatorFromHelping(TestDatabase database) throws Exception {
        CommandLines script = CommandLines.on(database, "bexar");
        assertEquals(0, script.run("db", "expand", "bexar_expand01").exitCode());
        try (Connection client = database.connection()) {
            String pid = idle(client);
            client.createStatement().execute("LOCK TABLE emcee.journal");
            Outcome ended = script.run("session", "terminate", pid, "--yes");
            assertEquals(0, ended.exitCode(), ended::errors);
            assertTrue(
                    ended.line().startsWith("pid " + pid + " was ended. The journal could not be written: "),
                    ended::line);
        }
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeItIsAsked(TestDatabase database) throws Exception {
        try (Connection client = database.connection()) {
            String pid = idle(client);
            Outcome refused = CommandLines.on(database, "glance").answering(pid).run("session", "cancel", pid);
            assertEquals(1, refused.exitCode());
            assertTrue(refused.errors().contains("cannot be cancelled: it runs no statement"), refused::errors);
        }
        Outcome nobody = CommandLines.on(database, "glance").run("session", "cancel", "0", "--yes");
        assertEquals("emcee: No session of \"" + database.name() + "\" has the pid 0.", nobody.errors());
    }

    private static String idle(Connection client) throws Exception {
        client.setAutoCommit(false);
        client.createStatement().execute("SELECT 1");
        return String.valueOf(client.unwrap(org.postgresql.PGConnection.class).getBackendPID());
    }

    private static String sessions(TestDatabase database, String pid) {
        return database.value("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid);
    }
}
