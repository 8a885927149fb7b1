package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a long statement is, as the server's progress views say (manual, section 27.4).
 *
 * @param command {@code CREATE INDEX CONCURRENTLY}
 * @param phase {@code building index: scanning table}
 * @param blocks of the table, or of the index that is read
 * @param tuples that go into the index
 * @param lockers sessions that it waits for before it goes on
 * @param locker the one that it waits for now
 */
public record StatementProgress(
        String command, String phase, Share blocks, Share tuples, Share lockers, Optional<Integer> locker) {

    /** So many of so many; none of none where there is nothing to count. */
    public record Share(long done, long total) {}

    private static final String OF = """
        SELECT command, phase, blocks_done, blocks_total, tuples_done, tuples_total, lockers_done, lockers_total,
               nullif(current_locker_pid, 0)::integer AS locker
        FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ?
        UNION ALL
        SELECT 'VACUUM', phase, heap_blks_scanned, heap_blks_total, 0, 0, 0, 0, NULL
        FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = ?
        UNION ALL
        SELECT command, phase, heap_blks_scanned, heap_blks_total, 0, 0, 0, 0, NULL
        FROM pg_catalog.pg_stat_progress_cluster WHERE pid = ?
        UNION ALL
        SELECT 'ANALYZE', phase, sample_blks_scanned, sample_blks_total, 0, 0, 0, 0, NULL
        FROM pg_catalog.pg_stat_progress_analyze WHERE pid = ?
        """;

    /** How far the statement of a session of the asking role is; empty when the server does not say. */
    public static Optional<StatementProgress> of(Connection connection, int pid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF)) {
            for (int view = 1; view <= 4; view++) {
                select.setInt(view, pid);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getString("phase") != null ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static StatementProgress read(ResultSet row) throws SQLException {
        return new StatementProgress(
                row.getString("command"),
                row.getString("phase"),
                new Share(row.getLong("blocks_done"), row.getLong("blocks_total")),
                new Share(row.getLong("tuples_done"), row.getLong("tuples_total")),
                new Share(row.getLong("lockers_done"), row.getLong("lockers_total")),
                Optional.ofNullable(row.getObject("locker", Integer.class)));
    }

    /** What the present phase counts, and its unit; the others are left from earlier phases. */
    private record Counted(Share share, String unit) {}

    private Counted counted() {
        if (phase.startsWith("waiting")) {
            return new Counted(lockers, "sessions");
        }
        if (phase.contains("sorting")) {
            return new Counted(new Share(0, 0), "tuples");
        }
        return phase.contains("loading tuples") ? new Counted(tuples, "tuples") : new Counted(blocks, "blocks");
    }

    /** How far the present phase is; of none when that cannot be said. */
    public Share share() {
        return counted().share();
    }

    /** {@code building index: scanning table, 1,234 of 45,678 blocks}. */
    @Override
    public String toString() {
        Share share = share();
        String count = share.total() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %,d of %,d %s",
                        share.done(),
                        share.total(),
                        counted().unit());
        return phase + count + locker.map(pid -> ", now pid " + pid).orElse("");
    }
}
