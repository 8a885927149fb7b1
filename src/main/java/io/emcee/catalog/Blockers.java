package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
        SELECT i.pid, i.blocks, a.usename, nullif(a.application_name, '') AS application,
               host(a.client_addr) AS client, a.state,
               (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS age, nullif(a.query, '') AS query
        FROM involved i LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = i.pid
        ORDER BY a.xact_start, i.pid
        """;

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

    private static Blockers details(Connection connection, int pid, String blocking) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DETAILS)) {
            select.setString(1, blocking);
            select.setInt(2, pid);
            select.setInt(3, pid);
            List<Blocker> blockers = new ArrayList<>();
            List<Blocker> victims = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    (rows.getBoolean("blocks") ? blockers : victims).add(blocker(rows));
                }
            }
            return new Blockers(blockers, victims);
        }
    }

    /** A session as the columns pid, usename, application, client, state, age (ms) and query say. */
    static Blocker blocker(ResultSet row) throws SQLException {
        Optional<String> state = text(row, "state");
        return new Blocker(
                row.getInt("pid"),
                text(row, "usename"),
                text(row, "application"),
                text(row, "client"),
                state,
                Optional.ofNullable(row.getObject("age", Long.class)).map(Duration::ofMillis),
                // Of a session that it hides, the server gives "<insufficient privilege>" for the query.
                text(row, "query").filter(query -> state.isPresent()));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Half a sentence: the one whose transaction is the oldest, and how many more. */
    @Override
    public String toString() {
        return blocking.get(0) + (blocking.size() > 1 ? " and " + (blocking.size() - 1) + " more" : "");
    }
}
