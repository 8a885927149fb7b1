package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class CountsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void estimatesEveryTableFromItsStatistics(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE a_flag AS SELECT i AS id, i % 10 < 3 AS deleted FROM generate_series(1, 5000) i;
            CREATE TABLE b_number AS SELECT i AS id, CASE i % 4 WHEN 0 THEN i WHEN 1 THEN 0 WHEN 2 THEN 0 END AS deleted FROM generate_series(1, 4000) i;
            CREATE TABLE c_time AS SELECT CASE WHEN i % 5 = 0 THEN now() END AS deleted_at FROM generate_series(1, 1000) i;
            CREATE TABLE d_none AS SELECT false AS deleted FROM generate_series(1, 1000);
            CREATE TABLE e_all AS SELECT i AS deleted FROM generate_series(1, 1000) i;
            CREATE TABLE f_null AS SELECT NULL::boolean AS deleted FROM generate_series(1, 1000) i;
            CREATE TABLE g_empty (deleted boolean);
            CREATE TABLE h_plain AS SELECT 1 AS id;
            CREATE TABLE i_root (id int, deleted boolean) PARTITION BY HASH (id);
            CREATE TABLE j_member PARTITION OF i_root FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            INSERT INTO i_root SELECT i, i % 2 = 0 FROM generate_series(1, 1000) i;
            ANALYZE;
            CREATE TABLE k_unknown AS SELECT true AS deleted;
            """);
        assertEquals(
                "{a_flag=1500, b_number=1000, c_time=200, d_none=0, e_all=1000, f_null=0, g_empty=0, i_root=500,"
                        + " j_member=500}",
                estimates(target, "").toString());
    }

    @Test
    void aRoleThatMayNotReadATableGetsNoEstimateOfIt(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE seen AS SELECT true AS deleted FROM generate_series(1, 100);
            CREATE TABLE unseen AS SELECT true AS deleted FROM generate_series(1, 100);
            GRANT SELECT ON seen TO pg_monitor;
            ANALYZE
            """);
        assertEquals(Map.of("seen", 100L), estimates(target, "SET ROLE pg_monitor"));
    }

    @Test
    void countsExactlyWithTheOldestAndTheNewest(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE a (deleted boolean, deleted_at timestamp);
            INSERT INTO a VALUES (true, '2026-01-01 12:00'), (true, '2026-03-01'), (true, NULL), (false, '2025-01-01'), (NULL, NULL);
            CREATE TABLE b (deleted int, deleted_at timestamptz);
            INSERT INTO b VALUES (7, '2026-01-01 12:00+02'), (0, NULL), (-1, '2026-01-01 13:00+02');
            CREATE TABLE c (deleted boolean); INSERT INTO c VALUES (true);
            CREATE TABLE d (deleted_at timestamp)
            """);
        TimeZone before = TimeZone.getDefault();
        // The driver takes the session's zone from here, and reads a time without a zone by it.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (Connection connection = target.connection()) {
            List<Table> tables = tables(connection);
            assertEquals(
                    List.of(
                            exact(3, "2026-01-01T12:00:00Z", "2026-03-01T00:00:00Z"),
                            exact(2, "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"),
                            new SoftDeletedCount(Quality.EXACT, 1, Optional.empty(), Optional.empty()),
                            new SoftDeletedCount(Quality.EXACT, 0, Optional.empty(), Optional.empty())),
                    List.of(
                            count(connection, tables.get(0)),
                            count(connection, tables.get(1)),
                            count(connection, tables.get(2)),
                            count(connection, tables.get(3))));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aCountThatReachesItsLimitHasNoResultAndLeavesTheSessionAsItWas(TestDatabase target) throws SQLException {
        try (Connection holder = locked(target);
                Connection connection = target.connection()) {
            Table table = table(connection);
            assertEquals(Optional.empty(), new ExactCount(table, Duration.ofMillis(50)).run(connection));
            try (var row = connection.createStatement().executeQuery("SHOW statement_timeout")) {
                row.next();
                assertEquals("0", row.getString(1));
            }
            holder.rollback();
            assertTrue(new ExactCount(table, LONG).run(connection).isPresent());
        }
    }

    @Test
    @Timeout(20)
    void aCountIsCancelledFromAnotherThread(TestDatabase target) throws Exception {
        try (Connection holder = locked(target);
                Connection connection = target.connection()) {
            ExactCount count = new ExactCount(table(connection), Duration.ZERO);
            CompletableFuture<Optional<SoftDeletedCount>> result = CompletableFuture.supplyAsync(() -> {
                try {
                    return count.run(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (target.value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                Thread.sleep(5);
            }
            assertFalse(result.isDone());
            count.cancel();
            assertEquals(Optional.empty(), result.get(5, TimeUnit.SECONDS));
            holder.rollback();
        }
    }

    @Test
    @Timeout(20)
    void aCountCancelledBeforeItBeginsDoesNotBegin(TestDatabase target) throws Exception {
        try (Connection holder = locked(target);
                Connection connection = target.connection()) {
            ExactCount count = new ExactCount(table(connection), Duration.ZERO);
            count.cancel();
            assertEquals(Optional.empty(), count.run(connection));
            holder.rollback();
        }
    }

    @Test
    void aTableThatMayNotBeReadIsAnError(TestDatabase target) throws SQLException {
        target.execute("CREATE TABLE images (deleted boolean)");
        try (Connection connection = target.connection()) {
            Table table = table(connection);
            connection.createStatement().execute("SET ROLE pg_monitor");
            ExactCount count = new ExactCount(table, LONG);
            SQLException refusal = assertThrows(SQLException.class, () -> count.run(connection));
            assertTrue(SqlState.INSUFFICIENT_PRIVILEGE.in(refusal));
        }
    }

    /** A session that keeps everybody from reading the table "images", until it rolls back. */
    private static Connection locked(TestDatabase target) throws SQLException {
        target.execute("CREATE TABLE images (deleted boolean)");
        Connection holder = target.connection();
        holder.setAutoCommit(false);
        holder.createStatement().execute("LOCK TABLE images");
        return holder;
    }

    private static SoftDeletedCount exact(long rows, String oldest, String newest) {
        return new SoftDeletedCount(
                Quality.EXACT, rows, Optional.of(Instant.parse(oldest)), Optional.of(Instant.parse(newest)));
    }

    private static SoftDeletedCount count(Connection connection, Table table) throws SQLException {
        return new ExactCount(table, LONG).run(connection).orElseThrow();
    }

    private static Map<String, Long> estimates(TestDatabase target, String before) throws SQLException {
        try (Connection connection = target.connection()) {
            connection.createStatement().execute(before);
            Map<String, Long> rows = new TreeMap<>();
            EstimatedCounts.of(connection, tables(connection)).forEach((table, count) -> {
                assertEquals(Quality.ESTIMATE, count.quality());
                rows.put(table.name(), count.rows());
            });
            return rows;
        }
    }

    private static Table table(Connection connection) throws SQLException {
        return tables(connection).get(0);
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        return Tables.of(connection, "public", new SoftDelete.Names("deleted", "deleted_at"));
    }
}
