package io.emcee.purge;

import static io.emcee.purge.OwnTables.LIVE;
import static io.emcee.purge.OwnTables.MARKS;
import static io.emcee.purge.OwnTables.OLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.QualifiedName;
import io.emcee.engine.GateRefused;
import io.emcee.engine.Overrules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trees of every form that foreign keys can give them. */
@ExtendWith(Postgres.class)
class TreesIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static QualifiedName table(String name) {
        return new QualifiedName("public", name);
    }

    @Test
    void everyLevelGoesWithTheRootOrKeepsIt(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE a (id integer PRIMARY KEY, %1$s);
                CREATE TABLE b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES a, code text UNIQUE, %1$s);
                CREATE TABLE c (b text NOT NULL REFERENCES b (code), %1$s);
                CREATE TABLE d (id integer PRIMARY KEY, b integer NOT NULL REFERENCES b);
                CREATE INDEX ON b (a);
                CREATE INDEX ON c (b);
                CREATE INDEX ON d (b);
                INSERT INTO a SELECT n, %2$s FROM generate_series(1, 40) AS n;
                INSERT INTO b SELECT n, n, 'code ' || n, %2$s FROM generate_series(1, 40) AS n;
                INSERT INTO c SELECT 'code ' || n, %2$s FROM generate_series(1, 40) AS n;
                INSERT INTO d SELECT n, n FROM generate_series(1, 40) AS n;
                UPDATE c SET deleted = false, deleted_at = NULL WHERE b = 'code 7';
                UPDATE b SET deleted_at = now() AT TIME ZONE 'UTC' - interval '3 days' WHERE id = 9;
                """.formatted(MARKS, OLD), "a", "b", "c");
        PurgePlan plan = own.plan("a");
        assertEquals(
                new Counts(40, 2, 0, 0, Map.of(table("b"), 38L, table("c"), 38L, table("d"), 38L)),
                plan.roots().get(0).counts());
        PurgeResult result = own.run(plan, Purger.Manner.of(10));
        assertEquals(List.of(new PurgeResult.TableResult(table("a"), 38, 2, 0, 0)), result.tables());
        assertEquals(4 * 38, result.rows());
        for (String name : List.of("a", "b", "c", "d")) {
            assertEquals("2", database.value("SELECT count(*) FROM " + name), name);
        }
        assertEquals(
                List.of("7 by public.c, which is live"),
                own.review().blocking(table("a"), plan.cutoff(), 10).stream()
                        .map(Blocking::sentence)
                        .filter(sentence -> sentence.startsWith("7"))
                        .toList());
    }

    @Test
    void rowsThatReferToEachOtherGoTogether(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node, other integer, %1$s);
                CREATE TABLE edge (id integer PRIMARY KEY, node integer NOT NULL REFERENCES node, %1$s);
                ALTER TABLE node ADD FOREIGN KEY (other) REFERENCES edge;
                CREATE INDEX ON node (parent);
                CREATE INDEX ON node (other);
                CREATE INDEX ON edge (node);
                -- Five chains of six, whose ends refer to each other by edges; the last chain ends in a live node.
                INSERT INTO node SELECT n, CASE WHEN n %% 6 > 0 THEN n - 1 END, NULL, %2$s FROM generate_series(0, 29) AS n;
                INSERT INTO edge SELECT n, n, %2$s FROM generate_series(5, 29, 6) AS n;
                UPDATE node SET other = id + 5 WHERE id %% 6 = 0;
                UPDATE node SET deleted = false, deleted_at = NULL WHERE id = 29;
                """.formatted(MARKS, OLD), "node", "edge");
        PurgeResult result = own.purge("node");
        assertEquals("24,25,26,27,28,29", database.value("SELECT string_agg(id::text, ',' ORDER BY id) FROM node"));
        assertEquals("29", database.value("SELECT string_agg(id::text, ',') FROM edge"));
        assertEquals(24, result.purged().get(table("node")));
        assertEquals(4, result.purged().get(table("edge")));
    }

    @Test
    void actionsOfForeignKeysAreRespectedAndCounted(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE a (id integer PRIMARY KEY, %1$s);
                CREATE TABLE gone (id integer PRIMARY KEY, a integer REFERENCES a ON DELETE CASCADE, %1$s);
                CREATE TABLE kept (id integer PRIMARY KEY, a integer REFERENCES a ON DELETE SET NULL);
                CREATE TABLE deferred (id integer PRIMARY KEY, a integer REFERENCES a DEFERRABLE INITIALLY DEFERRED, %1$s);
                CREATE INDEX ON gone (a);
                CREATE INDEX ON kept (a);
                CREATE INDEX ON deferred (a);
                INSERT INTO a SELECT n, %2$s FROM generate_series(1, 4) AS n;
                INSERT INTO gone VALUES (1, 1, %2$s), (2, 2, %3$s);
                INSERT INTO kept VALUES (1, 1), (3, 3);
                INSERT INTO deferred VALUES (1, 1, %2$s), (4, 4, %3$s);
                """.formatted(MARKS, OLD, LIVE), "a", "gone", "deferred");
        PurgeResult result = own.purge("a");
        assertEquals(List.of("2", "4"), database.rows("SELECT id FROM a ORDER BY id"));
        assertEquals(List.of("2"), database.rows("SELECT id FROM gone"));
        assertEquals(List.of("1|", "3|"), database.rows("SELECT id, a FROM kept ORDER BY id"));
        assertEquals(Map.of(table("kept"), 2L), result.released());
        assertEquals(
                new PurgeResult.TableResult(table("a"), 2, 2, 0, 0),
                result.tables().get(0));
    }

    /** The looks before a batch would find it; this is what is left when they do not. */
    @Test
    void cascadeTakesNoLiveRowAlongThatTheLookBeforeMisses(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE a (id integer PRIMARY KEY, %1$s);
                CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a ON DELETE CASCADE, b integer REFERENCES b
                    ON DELETE CASCADE, %1$s);
                CREATE INDEX ON b (a);
                CREATE INDEX ON b (b);
                INSERT INTO a VALUES (1, %2$s);
                INSERT INTO b VALUES (1, 1, NULL, %2$s), (2, NULL, 1, %2$s), (3, NULL, 2, %2$s), (4, NULL, 3, %3$s);
                """.formatted(MARKS, OLD, LIVE), "a", "b");
        PurgeResult result = own.purge("a");
        assertEquals("1", database.value("SELECT count(*) FROM a"));
        assertEquals("4", database.value("SELECT count(*) FROM b"));
        assertEquals(0, result.rows());
    }

    @Test
    void keysOfSeveralColumnsFlagsThatAreNumbersAndOtherSchemas(TestDatabase database) {
        String zone = "deleted integer NOT NULL DEFAULT 0, deleted_at timestamptz";
        OwnTables own = OwnTables.of(database, folder, """
                CREATE SCHEMA beside;
                CREATE TABLE "Odd ""name" (one text, two integer, PRIMARY KEY (one, two), %1$s);
                CREATE TABLE beside.child (id integer PRIMARY KEY, one text, two integer,
                    FOREIGN KEY (one, two) REFERENCES "Odd ""name", %1$s);
                CREATE TABLE beside.grandchild (id integer PRIMARY KEY REFERENCES beside.child);
                CREATE INDEX ON beside.child (one, two);
                INSERT INTO "Odd ""name" SELECT E'it''s {a}, "b" \\\\ \\n ' || n, n, n, now() - interval '100 days'
                FROM generate_series(1, 20) AS n;
                INSERT INTO beside.child SELECT two, one, two, deleted, deleted_at FROM "Odd ""name";
                INSERT INTO beside.grandchild SELECT id FROM beside.child;
                UPDATE beside.child SET deleted = 0, deleted_at = NULL WHERE id = 3;
                """.formatted(zone), "Odd \"name", "child");
        PurgeResult result = own.purge("Odd \"name");
        assertEquals(
                "1|1|1",
                database.rows("SELECT (SELECT count(*) FROM \"Odd \"\"name\"), (SELECT count(*) FROM"
                                + " beside.child), (SELECT count(*) FROM beside.grandchild)")
                        .get(0));
        assertEquals(57, result.rows());
    }

    @Test
    void partitionsArePurgedByTheirRoot(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE p (id integer PRIMARY KEY, %1$s) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (500);
                CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (500) TO (1000);
                INSERT INTO p SELECT n, n %% 2 = 0, CASE WHEN n %% 2 = 0 THEN now() AT TIME ZONE 'UTC' - interval '50 days' END
                FROM generate_series(0, 999) AS n;
                """.formatted(MARKS), "p");
        assertEquals(500, own.purge("p").rows());
        assertEquals("500", database.value("SELECT count(*) FROM p"));
    }

    @Test
    void foreignKeyWithoutIndexIsRefusedWithTheIndexToCreate(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE a (id integer PRIMARY KEY, %1$s);
                CREATE TABLE b (a integer REFERENCES a);
                INSERT INTO a VALUES (1, %2$s);
                """.formatted(MARKS, OLD), "a");
        PurgePlan plan = own.plan("a");
        GateRefused refused = assertThrows(GateRefused.class, () -> plan.refuse(Overrules.NONE));
        assertTrue(refused.getMessage().contains("CREATE INDEX CONCURRENTLY ON \"public\".\"b\" (\"a\");"));
        plan.refuse(new Overrules(Map.of("index", "b is small")));
    }

    @Test
    void whatCannotBePurgedSaysWhy(TestDatabase database) {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE keyless (%1$s);
                CREATE TABLE timeless (id integer PRIMARY KEY, deleted boolean);
                CREATE TABLE a (id integer PRIMARY KEY, %1$s);
                CREATE TABLE unnamed (id integer PRIMARY KEY REFERENCES a, %1$s);
                """.formatted(MARKS), "keyless", "timeless", "a");
        assertEquals(
                "The table public.keyless has no primary key, by which its rows could be told apart; give it one.",
                assertThrows(PurgeRefused.class, () -> own.plan("keyless")).getMessage());
        assertTrue(assertThrows(PurgeRefused.class, () -> own.plan("timeless"))
                .getMessage()
                .startsWith("The table public.timeless does not note when a row was deleted"));
        assertEquals(
                "The table public.unnamed depends on public.a and marks deleted rows, but is not named for purging; name it"
                        + " in purge: {tables: [...]}.",
                assertThrows(PurgeRefused.class, () -> own.plan("a")).getMessage());
    }
}
