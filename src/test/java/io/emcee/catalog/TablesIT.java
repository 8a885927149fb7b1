package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.Table.Partition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class TablesIT {
    private static final SoftDelete.Names NAMES = new SoftDelete.Names("deleted", "deleted_at");

    @Test
    void readsNamesKeysAndSoftDeleteColumns(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE images (id varchar(36) PRIMARY KEY, deleted boolean, deleted_at timestamp);
            CREATE TABLE "Odd "" name" (a int, b uuid, c int, deleted int, deleted_at timestamptz(3), PRIMARY KEY (c, b) INCLUDE (a));
            CREATE TABLE times (deleted text, deleted_at timestamp(6));
            CREATE TABLE plain (deleted date, gone boolean);
            CREATE VIEW seen AS SELECT * FROM plain;
            CREATE SCHEMA other; CREATE TABLE other.images (id int PRIMARY KEY)
            """);
        List<Table> tables = tables(target);
        assertEquals(
                List.of("Odd \" name", "images", "plain", "times"),
                tables.stream().map(table -> table.name().name()).toList());
        Table odd = tables.get(0);
        assertEquals(List.of(new Column("c", "integer"), new Column("b", "uuid")), odd.primaryKey());
        assertEquals(
                Optional.of(new SoftDelete(
                        Optional.of(new SoftDelete.Flag("deleted", SoftDelete.FlagType.INTEGER)),
                        Optional.of(new SoftDelete.Time("deleted_at", true)))),
                odd.softDelete());
        Table images = tables.get(1);
        assertEquals(List.of(new Column("id", "character varying(36)")), images.primaryKey());
        assertEquals(
                Optional.of(new SoftDelete(
                        Optional.of(new SoftDelete.Flag("deleted", SoftDelete.FlagType.BOOLEAN)),
                        Optional.of(new SoftDelete.Time("deleted_at", false)))),
                images.softDelete());
        assertEquals(Optional.empty(), tables.get(2).softDelete());
        assertEquals(
                Optional.of(new SoftDelete(Optional.empty(), Optional.of(new SoftDelete.Time("deleted_at", false)))),
                tables.get(3).softDelete());
        assertEquals(List.of(), tables.get(3).primaryKey());
    }

    @Test
    void aSchemaThatDoesNotExistHasNoTables(TestDatabase target) throws SQLException {
        try (Connection connection = target.connection()) {
            assertEquals(List.of(), Tables.of(connection, "x' OR true --", NAMES));
        }
    }

    @Test
    void rowsAreUnknownUntilSomebodyAnalyzesExceptWhereThereAreNone(TestDatabase target) throws SQLException {
        target.execute(
                "CREATE TABLE full_of_rows AS SELECT generate_series(1, 1000) AS id", "CREATE TABLE empty (id int)");
        assertEquals(OptionalLong.of(0), tables(target).get(0).rows());
        assertEquals(OptionalLong.empty(), tables(target).get(1).rows());
        target.execute("ANALYZE");
        assertEquals(OptionalLong.of(1000), tables(target).get(1).rows());
    }

    @Test
    void sizesAreMeasuredOrEstimatedWhenThereAreManyTables(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE images (id int PRIMARY KEY, long text);
            ALTER TABLE images ALTER long SET STORAGE EXTERNAL;
            INSERT INTO images SELECT i, repeat('x', 5000) FROM generate_series(1, 500) i;
            """);
        // A build notes the pages of every index; VACUUM does not, when it finds nothing dead.
        target.execute("REINDEX TABLE images", "VACUUM ANALYZE");
        long bytes = Long.parseLong(target.value("SELECT pg_total_relation_size('images')"));
        Table measured = tables(target).get(0);
        assertEquals(Quality.EXACT, measured.sizeQuality());
        assertEquals(bytes, measured.bytes());
        try (Connection connection = target.connection()) {
            Table estimated = Tables.of(connection, "public", NAMES, 0).get(0);
            assertEquals(Quality.ESTIMATE, estimated.sizeQuality());
            // Statistics leave out the maps of free and of visible space.
            String files = target.value("""
                WITH heap AS (SELECT unnest(ARRAY[oid, reltoastrelid]) AS oid FROM pg_class WHERE relname = 'images')
                SELECT sum(pg_relation_size(oid))
                FROM (SELECT oid FROM heap
                      UNION ALL SELECT indexrelid FROM pg_index JOIN heap ON indrelid = oid) AS files
                """);
            assertEquals(files, String.valueOf(estimated.bytes()));
        }
    }

    @Test
    void doesNotWaitForATableThatIsBeingAltered(TestDatabase target) throws SQLException {
        target.execute("CREATE TABLE images (id int); CREATE TABLE tags (id int); CREATE INDEX ON tags (id)");
        try (Connection alteration = target.connection()) {
            alteration.setAutoCommit(false);
            alteration.createStatement().execute("ALTER TABLE images ADD name text; REINDEX TABLE tags");
            List<Table> tables = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> tables(target));
            assertEquals(
                    List.of(Quality.ESTIMATE, Quality.ESTIMATE),
                    tables.stream().map(Table::sizeQuality).toList());
            alteration.rollback();
        }
    }

    @Test
    void aPartitionedTableHasTheRowsAndBytesOfItsPartitions(TestDatabase target) throws SQLException {
        target.execute("""
            CREATE TABLE events (id int PRIMARY KEY, deleted boolean) PARTITION BY RANGE (id);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000);
            CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (1000) TO (5000) PARTITION BY RANGE (id);
            CREATE TABLE events_2a PARTITION OF events_2 DEFAULT;
            CREATE TABLE nothing (id int) PARTITION BY RANGE (id);
            INSERT INTO events SELECT generate_series(0, 2999);
            ANALYZE
            """);
        List<Table> tables = tables(target);
        assertEquals(
                List.of(Partition.ROOT, Partition.MEMBER, Partition.MEMBER, Partition.MEMBER, Partition.ROOT),
                tables.stream().map(Table::partition).toList());
        assertEquals(
                List.of(3000L, 1000L, 2000L, 2000L, 0L),
                tables.stream().map(table -> table.rows().orElse(-1)).toList());
        assertEquals(
                tables.get(1).bytes() + tables.get(3).bytes(), tables.get(0).bytes());
        assertTrue(tables.get(0).bytes() > 0);
    }

    @Test
    void aRoleWithoutAnyRightSeesTheSame(TestDatabase target) throws SQLException {
        target.execute("CREATE TABLE images (id int PRIMARY KEY, deleted boolean)");
        List<Table> everything = tables(target);
        try (Connection connection = target.connection()) {
            // pg_monitor is one of the roles that every server has; it owns nothing here.
            connection.createStatement().execute("REVOKE ALL ON SCHEMA public FROM PUBLIC; SET ROLE pg_monitor");
            assertEquals(everything, Tables.of(connection, "public", NAMES));
        }
    }

    private static List<Table> tables(TestDatabase target) throws SQLException {
        try (Connection connection = target.connection()) {
            return Tables.of(connection, "public", NAMES);
        }
    }
}
