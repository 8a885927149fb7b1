package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Cancels what other sessions run, or ends them. */
public final class SessionControl {
    private static final Duration ENDING = Duration.ofSeconds(2);

    private static final String FIND = "SELECT " + Blocker.COLUMNS + """
        FROM (VALUES (?::integer)) AS i (pid) JOIN pg_catalog.pg_stat_activity a ON a.pid = i.pid
        """;

    /** The start is compared where the signal is sent: a pid may have gone to another session meanwhile. */
    private static final String CANCEL = """
        SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = ? AND backend_start = ?
        """;

    private static final String TERMINATE = """
        SELECT pg_catalog.pg_terminate_backend(pid, %d) FROM pg_catalog.pg_stat_activity
        WHERE pid = ? AND backend_start = ?
        """.formatted(ENDING.toMillis());

    private SessionControl() {}

    /**
     * What came of it.
     *
     * @param done whether a signal was sent, and a session that was to end has ended
     * @param sentence for the operator
     */
    public record Outcome(boolean done, String sentence) {}

    /** The session that has a pid now. */
    public static Optional<Blocker> find(Connection connection, int pid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setInt(1, pid);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Blocker.read(row)) : Optional.empty();
            }
        }
    }

    /**
     * Does something to a session, if it is still the one that was seen and the asking role may. Waits at most 2 s for a
     * session to end.
     */
    public static Outcome apply(Connection connection, SessionAct act, Blocker seen) throws SQLException {
        Optional<Blocker> now =
                find(connection, seen.pid()).filter(found -> found.started().equals(seen.started()));
        if (now.isEmpty()) {
            return gone(seen.pid());
        }
        Optional<String> against = now.get().against(act);
        if (against.isPresent()) {
            return new Outcome(false, refused(act, seen.pid(), against.get()));
        }
        return signal(connection, act, seen.pid(), now.get().started().orElseThrow());
    }

    /** {@code pid 4711 cannot be ended: it works on another database.} */
    public static String refused(SessionAct act, int pid, String reason) {
        String what = switch (act) {
            case CANCEL -> "The statement of pid " + pid + " cannot be cancelled: ";
            case TERMINATE -> "pid " + pid + " cannot be ended: ";
        };
        return what + reason + ".";
    }

    private static Outcome signal(Connection connection, SessionAct act, int pid, Instant started) throws SQLException {
        String sql = switch (act) {
            case CANCEL -> CANCEL;
            case TERMINATE -> TERMINATE;
        };
        try (PreparedStatement signal = connection.prepareStatement(sql)) {
            signal.setInt(1, pid);
            signal.setObject(2, started.atOffset(ZoneOffset.UTC));
            try (ResultSet row = signal.executeQuery()) {
                return row.next() ? outcome(act, pid, row.getBoolean(1)) : gone(pid);
            }
        } catch (SQLException refused) {
            if (SqlState.INSUFFICIENT_PRIVILEGE.in(refused)) {
                return new Outcome(false, refused(act, pid, Obstacle.RIGHTS.reason()));
            }
            throw refused;
        }
    }

    private static Outcome outcome(SessionAct act, int pid, boolean done) {
        return switch (act) {
            case CANCEL -> done ? new Outcome(true, "The statement of pid " + pid + " was cancelled.") : gone(pid);
            case TERMINATE -> done ? new Outcome(true, "pid " + pid + " was ended.") : late(pid);
        };
    }

    private static Outcome gone(int pid) {
        return new Outcome(false, "pid " + pid + " has ended already; nothing was done.");
    }

    private static Outcome late(int pid) {
        return new Outcome(
                false, "pid " + pid + " was told to end, and has not within " + ENDING.toSeconds() + " s; look again.");
    }
}
