package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who keeps a session from its lock, and who waits behind it.
 *
 * @param blocking those that it waits for; never empty
 * @param victims those that wait for it
 */
public record Blockers(List<Blocker> blocking, List<Blocker> victims) {
    /** Takes the lock manager's locks for a moment only when the session does wait. */
    private static final String WAITS = """
        SELECT array_to_string(pg_catalog.pg_blocking_pids(pid), ',')
        FROM pg_catalog.pg_stat_get_activity(?) WHERE wait_event_type = 'Lock'
        """;

    /** Which sessions wait is asked of pg_locks: it hides nothing from anybody. */
    private static final String DETAILS = """
        WITH involved AS (
            SELECT DISTINCT pid, TRUE AS blocks FROM unnest(string_to_array(?, ',')::integer[]) AS blocker (pid)
            UNION ALL
            SELECT DISTINCT pid, FALSE FROM pg_catalog.pg_locks
            WHERE NOT granted AND pid <> ? AND ? = ANY (pg_catalog.pg_blocking_pids(pid)))
        SELECT i.blocks, %s
        FROM involved i LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = i.pid
        ORDER BY a.xact_start, i.pid
        """.formatted(Blocker.COLUMNS);

    /** Who waits for such a lock stops all who come after, as who holds it does. The server's own catalogue is left out. */
    private static final String EXCLUSIVE = """
        SELECT %s
        FROM (SELECT pid, bool_or(granted) AS holds FROM pg_catalog.pg_locks
              WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND relation >= 16384
                AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              GROUP BY pid) AS i
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = i.pid
        ORDER BY i.holds DESC, a.xact_start, i.pid
        """.formatted(Blocker.COLUMNS);

    public Blockers {
        blocking = List.copyOf(blocking);
        victims = List.copyOf(victims);
    }

    /**
     * Who blocks a session of the asking role.
     *
     * @return empty when it waits for nobody
     */
    public static Optional<Blockers> of(Connection connection, int pid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WAITS)) {
            select.setInt(1, pid);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && !row.getString(1).isEmpty()
                        ? Optional.of(details(connection, pid, row.getString(1)))
                        : Optional.empty();
            }
        }
    }

    /** Sessions that hold or want the only lock with which reading a table conflicts; those that hold it first. */
    public static List<Blocker> exclusive(Connection connection) throws SQLException {
        List<Blocker> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(EXCLUSIVE);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(Blocker.read(rows));
            }
        }
        return found;
    }

    private static Blockers details(Connection connection, int pid, String blocking) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DETAILS)) {
            select.setString(1, blocking);
            select.setInt(2, pid);
            select.setInt(3, pid);
            List<Blocker> blockers = new ArrayList<>();
            List<Blocker> victims = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    (rows.getBoolean("blocks") ? blockers : victims).add(Blocker.read(rows));
                }
            }
            return new Blockers(blockers, victims);
        }
    }

    /** Whether the same sessions block and wait, whatever they do. */
    public boolean sameSessions(Blockers other) {
        return pids(blocking).equals(pids(other.blocking)) && pids(victims).equals(pids(other.victims));
    }

    private static List<Integer> pids(List<Blocker> sessions) {
        return sessions.stream().map(Blocker::pid).sorted().toList();
    }

    /** Half a sentence: the one whose transaction is the oldest, and how many more. */
    @Override
    public String toString() {
        return blocking.get(0) + (blocking.size() > 1 ? " and " + (blocking.size() - 1) + " more" : "");
    }
}
