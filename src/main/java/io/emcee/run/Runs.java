package io.emcee.run;

import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of runs, and writes what somebody wants of one. A database without the tables has no runs. */
public final class Runs {
    private static final String ROW = """
            SELECT r.*, extract(epoch FROM clock_timestamp() - r.heartbeat) AS silence,
                   extract(epoch FROM coalesce(r.ended, clock_timestamp()) - r.started) AS took,
                   r.result IS NULL AND EXISTS (
                       SELECT FROM pg_catalog.pg_locks k
                       WHERE k.locktype = 'advisory' AND k.granted AND k.objsubid = 1 AND k.pid = r.backend
                         AND k.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                         AND k.classid = ?::bigint::oid AND k.objid = ?::bigint::oid) AS alive
            FROM emcee.run r
            """;

    private final Connection connection;
    private final long key;

    /**
     * @param connection may be one that cannot write, for all but {@link #want} and {@link #set}
     * @param key of the advisory lock that every run holds
     */
    public Runs(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    /** Whether the database has the tables, and the role may read them. */
    public boolean present() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        SELECT coalesce(has_table_privilege(to_regclass('emcee.run')::oid, 'SELECT'), FALSE)
                        """)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * The newest runs, newest first.
     *
     * @param limit how many at most
     */
    public List<RunRow> newest(int limit) throws SQLException {
        return rows("ORDER BY r.id DESC LIMIT ?", limit);
    }

    public Optional<RunRow> find(long id) throws SQLException {
        return rows("WHERE r.id = ?", id).stream().findFirst();
    }

    /** The run that goes on; empty when none does. Only the newest may: all hold the same lock. */
    public Optional<RunRow> going() throws SQLException {
        return newest(1).stream().filter(row -> row.state().going()).findFirst();
    }

    private List<RunRow> rows(String which, long argument) throws SQLException {
        List<RunRow> rows = new ArrayList<>();
        if (!present()) {
            return rows;
        }
        try (PreparedStatement select = connection.prepareStatement(ROW + which)) {
            // The server keeps the two halves of the key apart.
            select.setLong(1, key >>> 32);
            select.setLong(2, key & 0xffff_ffffL);
            select.setLong(3, argument);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row));
                }
            }
        }
        return rows;
    }

    private static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong("id"),
                row.getString("kind"),
                Facts.of(row.getString("what")),
                Owner.of(Facts.of(row.getString("owner"))),
                row.getBoolean("alive"),
                row.getObject("started", OffsetDateTime.class).toInstant(),
                seconds(row, "took"),
                seconds(row, "silence"),
                passing(row.getString("passing")),
                Wanted.of(row.getString("wanted")),
                Optional.ofNullable(row.getString("wanted_by")),
                row.getBoolean("rests"),
                Facts.of(row.getString("settings")),
                Optional.ofNullable(row.getString("result")).map(text -> Result.of(Facts.of(text))));
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * 1000));
    }

    /**
     * What is new of a run.
     *
     * @param told in its order
     * @param ended whether it has said how it ended
     */
    public record News(List<Told> told, boolean ended) {
        public News {
            told = List.copyOf(told);
        }
    }

    /**
     * What happened in a run since the last time somebody asked.
     *
     * @param after the highest number of what is known; 0 for everything that is still kept
     */
    public News news(long id, long after) throws SQLException {
        List<Told> told = new ArrayList<>();
        boolean ended = false;
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT number, kind, facts, FALSE AS ended FROM emcee.run_event WHERE run = ? AND number > ?
                UNION ALL
                SELECT 0, '', passing, result IS NOT NULL FROM emcee.run WHERE id = ?
                """)) {
            select.setLong(1, id);
            select.setLong(2, after);
            select.setLong(3, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String facts = row.getString("facts");
                    long number = row.getLong("number");
                    told.addAll(
                            number == 0
                                    ? passing(facts)
                                    : List.of(new Told(number, row.getString("kind"), Facts.of(facts))));
                    ended |= row.getBoolean("ended");
                }
            }
        }
        told.removeIf(event -> event.number() <= after);
        told.sort(Comparator.comparingLong(Told::number));
        return new News(told, ended);
    }

    /** What {@link Pulse} writes: {@code {"batch_done":{"number":17,"facts":{...}}}}. */
    private static List<Told> passing(String text) {
        List<Told> told = new ArrayList<>();
        Facts.of(text).forEach((kind, value) -> {
            if (value instanceof Map<?, ?> map && map.get("facts") instanceof Map<?, ?> facts) {
                Map<String, Object> event = Facts.of(Json.line(facts));
                told.add(new Told(map.get("number") instanceof Number number ? number.longValue() : 0, kind, event));
            }
        });
        return told;
    }

    /**
     * Says what is wanted of a run.
     *
     * @param by who wants it: {@code nina@bastion}
     * @return false when it has ended, or is not there
     */
    public boolean want(long id, Wanted wanted, String by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE emcee.run SET wanted = ?, wanted_by = ? WHERE id = ? AND result IS NULL")) {
            update.setString(1, wanted.word());
            update.setString(2, by);
            update.setLong(3, id);
            return update.executeUpdate() == 1;
        }
    }

    /**
     * Changes settings of a run while it goes on; those that are not named stay as they are.
     *
     * @return false when it has ended, or is not there
     */
    public boolean set(long id, Map<String, Object> settings) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE emcee.run SET settings = (settings::jsonb || ?::jsonb)::text WHERE id = ? AND result IS NULL
                """)) {
            update.setString(1, Json.line(settings));
            update.setLong(2, id);
            return update.executeUpdate() == 1;
        }
    }
}
