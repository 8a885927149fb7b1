package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What weighs on the server at one moment, as far as a long work on one table adds to it.
 *
 * @param written where the server's log of changes ends, in bytes
 * @param followers the standbys that are connected
 * @param slots every replication slot
 * @param unarchived files of WAL that wait to be archived; empty where nothing is archived
 * @param active other sessions of clients that do something, as far as the role may see
 * @param waiting those of them that wait for a lock
 * @param vacuums vacuums of the table or its partitions
 * @param dead rows of the table that are dead, as far as the server has noticed
 */
public record Strain(
        long written,
        List<Follower> followers,
        List<ReplicationSlot> slots,
        OptionalLong unarchived,
        long active,
        long waiting,
        long vacuums,
        long dead) {
    /** Of the archiver the newest file that is done is known, or the one at which it fails. */
    private static final String QUERY = """
            WITH RECURSIVE tree (oid) AS (
                SELECT to_regclass(?)::oid
                UNION ALL
                SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid
            ), files (size) AS (
                SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'wal_segment_size'
            ), archive (next) AS (
                SELECT CASE
                    WHEN current_setting('archive_mode') = 'off' THEN NULL
                    WHEN last_archived_wal ~ '^[0-9A-F]{24}'
                        THEN ('x' || substr(last_archived_wal, 9, 8))::bit(32)::bigint * (4294967296 / size)
                            + ('x' || substr(last_archived_wal, 17, 8))::bit(32)::bigint + 1
                    WHEN last_failed_wal ~ '^[0-9A-F]{24}'
                        THEN ('x' || substr(last_failed_wal, 9, 8))::bit(32)::bigint * (4294967296 / size)
                            + ('x' || substr(last_failed_wal, 17, 8))::bit(32)::bigint
                    END
                FROM pg_catalog.pg_stat_archiver, files
            ), clients AS (
                SELECT wait_event_type FROM pg_catalog.pg_stat_activity
                WHERE backend_type = 'client backend' AND state = 'active' AND pid NOT IN (pg_backend_pid(), ?)
            )
            SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint,
                   (SELECT greatest(0, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint / size
                        - next) FROM archive, files WHERE next IS NOT NULL),
                   (SELECT count(*) FROM clients),
                   (SELECT count(*) FROM clients WHERE wait_event_type = 'Lock'),
                   (SELECT count(*) FROM pg_catalog.pg_stat_progress_vacuum WHERE relid IN (SELECT oid FROM tree)),
                   (SELECT coalesce(sum(pg_catalog.pg_stat_get_dead_tuples(oid)), 0) FROM tree)
            """;

    public Strain {
        followers = List.copyOf(followers);
        slots = List.copyOf(slots);
    }

    /**
     * A server that follows this one.
     *
     * @param replayed up to where it has replayed the log, in bytes; empty when the role may not see it
     * @param lag in ms, as the server has last measured it; it does not grow while nothing is replayed
     */
    public record Follower(String name, OptionalLong replayed, OptionalLong lag) {
        private static final String FOLLOWERS = """
                SELECT application_name, pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0')::bigint,
                       (extract(epoch FROM replay_lag) * 1000)::bigint
                FROM pg_catalog.pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
                ORDER BY application_name, pid
                """;

        private static List<Follower> read(Connection connection) throws SQLException {
            List<Follower> followers = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(FOLLOWERS);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    followers.add(new Follower(
                            Identifier.printable(row.getString(1)), Rows.number(row, 2), Rows.number(row, 3)));
                }
            }
            return followers;
        }
    }

    /**
     * What weighs on a server that is no standby.
     *
     * @param worker the backend that does the work; it is not counted
     */
    public static Strain read(Connection connection, QualifiedName table, int worker) throws SQLException {
        List<Follower> followers = Follower.read(connection);
        List<ReplicationSlot> slots = ReplicationSlot.read(connection);
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            select.setString(1, Identifier.quote(table.schema()) + "." + Identifier.quote(table.name()));
            select.setInt(2, worker);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Strain(
                        row.getLong(1),
                        followers,
                        slots,
                        Rows.number(row, 2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6));
            }
        }
    }
}
