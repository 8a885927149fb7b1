package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What every session of a database does at this moment, and who waits for whom. */
public final class Activities {
    /**
     * Who waits is asked of pg_locks: it hides nothing from anybody. To find the blockers of one session stops the lock
     * manager for a moment, so in a pile-up only those are asked that have waited longest.
     */
    private static final String SESSIONS = """
        WITH waiting AS MATERIALIZED (
            SELECT pid, waitstart,
                   CASE locktype
                       WHEN 'relation' THEN mode || ' on ' || relation::regclass
                       WHEN 'tuple' THEN 'a row of ' || relation::regclass
                       WHEN 'transactionid' THEN 'the end of another transaction'
                       WHEN 'virtualxid' THEN 'the end of another transaction'
                       WHEN 'advisory' THEN 'an advisory lock'
                       ELSE locktype
                   END AS what
            FROM pg_catalog.pg_locks WHERE NOT granted
            ORDER BY waitstart LIMIT 100)
        SELECT %s, a.backend_type, a.wait_event_type || ': ' || a.wait_event AS waits,
               (extract(epoch FROM clock_timestamp() - a.state_change) * 1000)::bigint AS unchanged,
               (extract(epoch FROM clock_timestamp() - a.backend_start) * 1000)::bigint AS connected,
               (extract(epoch FROM clock_timestamp() - w.waitstart) * 1000)::bigint AS waiting,
               w.what, coalesce(array_to_string(pg_catalog.pg_blocking_pids(w.pid), ','), '') AS blockers
        FROM pg_catalog.pg_stat_activity a CROSS JOIN LATERAL (SELECT a.pid) AS i LEFT JOIN waiting w ON w.pid = a.pid
        WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
        ORDER BY a.backend_start, a.pid
        """.formatted(Blocker.COLUMNS);

    /** Which of several blocks cannot be told: none of them has a session. */
    private static final String PREPARED = """
        SELECT string_agg('PREPARE TRANSACTION ' || quote_literal(gid), '; ' ORDER BY prepared) AS query,
               (extract(epoch FROM clock_timestamp() - min(prepared)) * 1000)::bigint AS transaction,
               CASE WHEN min(owner) = max(owner) THEN min(owner) END AS usename
        FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()
        """;

    private Activities() {}

    /**
     * Every session of the database but the asking one, the oldest first; with a pid of 0 the prepared transactions, if
     * one of them blocks somebody. Needs no right, but without {@code pg_read_all_stats} sees less.
     */
    public static List<Activity> of(Connection connection) throws SQLException {
        List<Activity> all = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SESSIONS)) {
            while (rows.next()) {
                all.add(activity(rows));
            }
        }
        if (all.stream().anyMatch(activity -> activity.blockers().contains(0))) {
            all.add(prepared(connection));
        }
        return all;
    }

    private static Activity activity(ResultSet row) throws SQLException {
        Optional<Duration> waiting = time(row, "waiting");
        return new Activity(
                Blocker.read(row),
                text(row, "backend_type"),
                text(row, "waits"),
                time(row, "unchanged"),
                time(row, "connected"),
                text(row, "what").map(what -> new Activity.WantedLock(what, waiting)),
                pids(row.getString("blockers")));
    }

    /** {@code 12,0,4711}; a parallel query names a session more than once. */
    private static List<Integer> pids(String text) {
        return Arrays.stream(text.split(","))
                .filter(pid -> !pid.isEmpty())
                .map(Integer::valueOf)
                .distinct()
                .toList();
    }

    private static Activity prepared(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PREPARED)) {
            row.next();
            Blocker session = new Blocker(
                    0,
                    Optional.empty(),
                    text(row, "usename"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("prepared"),
                    time(row, "transaction"),
                    text(row, "query"),
                    Optional.of(Obstacle.PREPARED));
            return new Activity(
                    session,
                    Optional.empty(),
                    Optional.empty(),
                    session.transaction(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Duration> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class))
                .map(millis -> Duration.ofMillis(Math.max(0, millis)));
    }
}
