package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of many shapes, walked in batches of three rows. */
@ExtendWith(Postgres.class)
class KeysIT {
    /** The statement does not ask what is pending: a row that is walked over twice has two hits. */
    private static final String MOVE = "UPDATE things SET done = 1, hits = hits + 1 WHERE {batch}";

    /**
     * A table's key.
     *
     * @param names as SQL writes them
     * @param yaml as the header writes them
     * @param rows a query that gives at least 20 keys
     */
    private record Shape(String columns, String names, String yaml, String rows) {
        static Shape of(String type, String rows) {
            return new Shape("id " + type, "id", "id", rows);
        }
    }

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static Stream<Shape> shapes() {
        return Stream.of(
                Shape.of("bigint", "SELECT (n - 10) * 922337203685477580 FROM generate_series(0, 20) AS n"),
                Shape.of("uuid", "SELECT gen_random_uuid() FROM generate_series(1, 20)"),
                Shape.of("numeric(9, 3)", "SELECT n / 7.0 FROM generate_series(1, 20) AS n"),
                Shape.of("bytea", "SELECT decode(repeat('00', n) || '27', 'hex') FROM generate_series(1, 20) AS n"),
                Shape.of("timestamptz", """
                        SELECT timestamptz '2026-10-25 00:00Z' + n * interval '11 min' FROM generate_series(1, 20) AS n
                        """),
                Shape.of("text COLLATE \"C\"", "SELECT chr(n) FROM generate_series(33, 133) AS n"),
                Shape.of("text", """
                        SELECT repeat(x, n) FROM generate_series(1, 3) AS n, unnest(ARRAY['''', E'\\\\', E'\\n', 'ä', '😀',
                            ' ', '{batch}', '?', '$1', '--', '/*', 'NULL', '"']) AS x
                        """),
                new Shape("a int, b text", "a, b", "[a, b]", "SELECT n / 5, n FROM generate_series(1, 20) AS n"),
                new Shape(
                        "\"Odd \"\"name\" int",
                        "\"Odd \"\"name\"",
                        "'Odd \"name'",
                        "SELECT n FROM generate_series(1, 20) AS n"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyRowIsMigratedOnceWhateverItsKey(Shape shape, TestDatabase database) {
        String columns = shape.columns() + ", PRIMARY KEY (" + shape.names() + ")";
        Engines own = own(database, columns, shape.yaml(), "done IS NULL", MOVE);
        database.execute("INSERT INTO things (" + shape.names() + ") " + shape.rows());
        own.run(Operation.MIGRATE);
        assertEquals("1|1|t|t", database.rows("""
                        SELECT min(hits), max(hits), count(*) >= 20, count(*) = (SELECT rows_done FROM emcee.checkpoint)
                        FROM things
                        """).get(0));
    }

    /** Nothing is bound beside the SQL of a revision, so a question mark stays what it is there. */
    @Test
    void questionMarksAreOperators(TestDatabase database) {
        Engines own = own(
                database,
                "id int PRIMARY KEY, doc jsonb NOT NULL DEFAULT '{}'",
                "id",
                "NOT (doc ? 'done')",
                "UPDATE things SET doc = doc || '{\"done\": 1}', hits = hits + 1 WHERE {batch} AND NOT (doc ?| '{done}')");
        database.execute("INSERT INTO things SELECT generate_series(1, 20)");
        own.run(Operation.MIGRATE);
        assertEquals(
                "20|20",
                database.rows("SELECT sum(hits), count(*) FILTER (WHERE doc ? 'done') FROM things")
                        .get(0));
    }

    @Test
    void rowsThatComeInBehindTheWalkAreMigratedInAnotherPass(TestDatabase database) {
        Engines own = own(database, "id int PRIMARY KEY", "id", "done IS NULL", MOVE + " AND done IS NULL");
        database.execute("INSERT INTO things SELECT generate_series(1, 20)");
        int[] next = {0};
        own.engine()
                .run(
                        own.plan(Operation.MIGRATE),
                        event -> {
                            if (event instanceof Event.BatchDone && next[0] > -3) {
                                database.execute("INSERT INTO things VALUES (" + --next[0] + ")");
                            }
                        },
                        new StopSignal());
        assertEquals(
                "23|1|1",
                database.rows("SELECT count(*), min(hits), max(hits) FROM things")
                        .get(0));
        assertEquals("23", database.value("SELECT rows_done FROM emcee.checkpoint"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PARTITION BY RANGE (id); FOR VALUES FROM (MINVALUE) TO (10); FOR VALUES FROM (10) TO (MAXVALUE)",
                "PARTITION BY LIST (id); FOR VALUES IN (1, 2, 3); DEFAULT",
            })
    void partitionsAreWalkedOneAfterTheOther(String by, String first, String second, TestDatabase database) {
        String table = "CREATE TABLE things (id int PRIMARY KEY, hits int NOT NULL DEFAULT 0, done int) " + by
                + "; CREATE TABLE one PARTITION OF things " + first + "; CREATE TABLE two PARTITION OF things "
                + second;
        Engines own = own(table, database, "id", "done IS NULL", MOVE);
        database.execute("INSERT INTO things SELECT generate_series(1, 20)");
        own.run(Operation.MIGRATE);
        assertEquals(
                "20|1|1|2",
                database.rows("SELECT count(*), min(hits), max(hits), count(DISTINCT tableoid) FROM things")
                        .get(0));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tableThatIsNotKeptInAHeapIsWalkedAlongItsKey(Shape shape, TestDatabase database) {
        database.execute("CREATE ACCESS METHOD own TYPE TABLE HANDLER heap_tableam_handler");
        String columns = shape.columns() + ", PRIMARY KEY (" + shape.names() + ")";
        Engines own = own(
                "CREATE TABLE things (" + columns + ", hits int NOT NULL DEFAULT 0, done int) USING own",
                database,
                shape.yaml(),
                "done IS NULL",
                MOVE);
        database.execute("INSERT INTO things (" + shape.names() + ") " + shape.rows());
        own.run(Operation.MIGRATE);
        assertEquals("1|1|t|key", database.rows("""
                        SELECT min(hits), max(hits), count(*) = (SELECT rows_done FROM emcee.checkpoint),
                               (SELECT walk_order FROM emcee.checkpoint)
                        FROM things
                        """).get(0));
    }

    /** Rows that a new client has migrated by itself are not touched, although the statement does not ask. */
    @Test
    void rowsThatAreNotPendingAreLeftAlone(TestDatabase database) {
        Engines own = own(database, "id int PRIMARY KEY", "id", "done IS NULL", MOVE);
        database.execute("INSERT INTO things SELECT n, 0, nullif(n % 2, 1) FROM generate_series(1, 20) AS n");
        own.run(Operation.MIGRATE);
        assertEquals(
                "10|10",
                database.rows("SELECT sum(hits), (SELECT rows_done FROM emcee.checkpoint) FROM things")
                        .get(0));
    }

    @Test
    void emptyTableIsRecordedAtOnce(TestDatabase database) {
        own(database, "id int PRIMARY KEY", "id", "done IS NULL", MOVE).run(Operation.MIGRATE);
        assertEquals(
                "0|0",
                database.rows("SELECT rows_done, rows_total FROM emcee.checkpoint")
                        .get(0));
        assertEquals("1", database.value("SELECT count(*) FROM emcee.history_migrate"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id int; id",
                "id int UNIQUE; id",
                "id int NOT NULL, a int NOT NULL, UNIQUE (id, a); id",
                "id int NOT NULL, a int NOT NULL, UNIQUE (id, a); [a, id]",
                "id int NOT NULL, a int, UNIQUE (id, a); [id, a]",
                "id int NOT NULL, EXCLUDE (id WITH =); id",
                "id int PRIMARY KEY; other",
            })
    void keyThatMayRepeatOrBeMissingIsRefused(String columns, String key, TestDatabase database) {
        Engines own = own(database, columns, key, "done IS NULL", MOVE);
        String names = key.replaceAll("[\\[\\]]", "").replaceAll("(\\w+)", "\"$1\"");
        assertEquals(
                "The data migration \"move\" cannot walk the table \"things\" by " + names
                        + ": there is no valid unique index on exactly these columns in this order, all of them NOT NULL;"
                        + " name such a key in the revision, or create one.",
                own.fails(RevisionFailed.class, Operation.MIGRATE).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"(id) WHERE id > 0", "'(id, (a + 1))'"})
    void uniqueIndexWithAConditionOrAnExpressionIsNoKey(String index, TestDatabase database) {
        Engines own = own(database, "id int NOT NULL, a int NOT NULL DEFAULT 0", "id", "done IS NULL", MOVE);
        database.execute("CREATE UNIQUE INDEX ON things " + index);
        own.fails(RevisionFailed.class, Operation.MIGRATE);
        database.execute("CREATE UNIQUE INDEX ON things (id) INCLUDE (a)");
        own.run(Operation.MIGRATE);
    }

    @ParameterizedTest
    @CsvSource({"UPDATE things SET hits = 0 WHERE {batch} AND false", "UPDATE things SET hits = hits + 1 WHERE {batch}"
    })
    void statementThatLeavesItsRowsPendingIsEnded(String statement, TestDatabase database) {
        Engines own = own(database, "id int PRIMARY KEY", "id", "done IS NULL", statement);
        database.execute("INSERT INTO things SELECT generate_series(1, 20)");
        assertEquals(
                "The data migration \"move\" leaves 20 rows of \"things\" pending (done IS NULL) however often it runs;"
                        + " look at those rows, and mend them or the revision's statement.",
                own.fails(RevisionFailed.class, Operation.MIGRATE).getMessage());
        assertEquals("0", database.value("SELECT count(*) FROM emcee.history_migrate"));
    }

    /** A database whose table is there and whose data migration comes next. */
    private Engines own(TestDatabase database, String columns, String key, String pending, String statement) {
        return own(
                "CREATE TABLE things (" + columns + ", hits int NOT NULL DEFAULT 0, done int)",
                database,
                key,
                pending,
                statement);
    }

    private Engines own(String table, TestDatabase database, String key, String pending, String statement) {
        String keys = "table: things\nkey: " + key + "\npending: " + pending;
        var set = new OwnSet(folder)
                .of(
                        OwnSet.base("start", table),
                        OwnSet.expand("grow", "start", "SELECT 1"),
                        OwnSet.migrate("move", "grow", keys, statement));
        return Engines.of(Engines.access(database), set, Optional.empty(), 3).run(Operation.EXPAND);
    }
}
