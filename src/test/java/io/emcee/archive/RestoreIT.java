package io.emcee.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.QualifiedName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from an archive, and what is kept out. */
@ExtendWith(Postgres.class)
class RestoreIT {
    private static final QualifiedName IMAGES = new QualifiedName("public", "images");
    private static final QualifiedName TAGS = new QualifiedName("public", "tags");
    private static final List<QualifiedName> TREE = List.of(TAGS, IMAGES);
    private static final String FAMILY = """
            CREATE TABLE images (id int PRIMARY KEY, name text UNIQUE, owner int);
            CREATE TABLE tags (image int NOT NULL REFERENCES images, tag text, PRIMARY KEY (image, tag));
            INSERT INTO images SELECT n, 'image ' || n, 1 FROM generate_series(1, 9) AS n;
            INSERT INTO tags SELECT id, tag FROM images, unnest(ARRAY['a', 'b']) AS tag
            """;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void everyValueComesBackByteForByte(TestDatabase database) throws Exception {
        Hostile.create(database);
        // What roles and databases may have set, and what would lose digits or mean something else.
        database.execute(
                "ALTER ROLE " + database.user() + " IN DATABASE " + database.name() + " SET extra_float_digits = -5",
                "ALTER ROLE " + database.user() + " IN DATABASE " + database.name()
                        + " SET intervalstyle = 'sql_standard'",
                "ALTER ROLE " + database.user() + " IN DATABASE " + database.name() + " SET bytea_output = 'escape'");
        String before = database.value(Hostile.DIGEST);
        RunArchive archive = moved(database, Hostile.TABLES, "true");
        assertEquals("0", database.value("SELECT count(*) FROM parents"));
        RestorePlan plan = plan(database, archive);
        assertEquals(List.of(), plan.conflicts());
        assertEquals(plan, restored(database, archive), "the plan is what is done");
        assertEquals(before, database.value(Hostile.DIGEST));
        assertEquals(0, plan(database, archive).restored(), "all is there");
        assertEquals(plan.restored(), plan(database, archive).there());
    }

    @Test
    void planningIsDoneWhereTheServerRefusesToWrite(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = moved(database, TREE, "true");
        try (Connection connection = database.connection();
                Statement set = connection.createStatement()) {
            set.execute("SET default_transaction_read_only = on");
            assertEquals(27, new Restore(archive, List.of()).plan(connection).restored());
        }
    }

    @Test
    void rootsReturnWithWhatIsBelowThem(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = moved(database, TREE, "true");
        try (Connection connection = database.connection()) {
            new Restore(archive, List.of("3", "5")).run(connection, Tombstones.NONE, () -> {});
            ArchiveException unknown =
                    assertThrows(ArchiveException.class, () -> new Restore(archive, List.of("3", "77")));
            assertTrue(unknown.getMessage().contains("has no root \"77\""), unknown.getMessage());
        }
        assertEquals(List.of("3|a", "3|b", "5|a", "5|b"), database.rows("SELECT * FROM tags ORDER BY 1, 2"));
        assertEquals(List.of("3", "5"), database.rows("SELECT id FROM images ORDER BY 1"));
    }

    @Test
    void rowsThatWereNeverDeletedAreRecognised(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = taken(database, TREE, "true", false);
        assertEquals(1, archive.contents().open().size());
        RestorePlan plan = plan(database, archive);
        assertEquals(0, plan.restored());
        assertEquals(27, plan.there());
    }

    @Test
    void ofARowThatWasTakenTwiceTheLastStateReturns(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        taken(database, TREE, "true", false);
        database.execute("UPDATE images SET name = 'changed meanwhile' WHERE id = 4");
        RunArchive archive = moved(database, TREE, "true");
        assertEquals(54, archive.contents().total());
        assertEquals(27, restored(database, archive).restored());
        assertEquals("changed meanwhile", database.value("SELECT name FROM images WHERE id = 4"));
    }

    @Test
    void conflictsAreNamedRowByRowAndNothingIsChanged(TestDatabase database) throws Exception {
        database.execute(FAMILY + "; CREATE TABLE owners (id int PRIMARY KEY); INSERT INTO owners VALUES (1);"
                + "ALTER TABLE images ADD FOREIGN KEY (owner) REFERENCES owners;"
                + "INSERT INTO owners VALUES (2); UPDATE images SET owner = 2 WHERE id = 8");
        RunArchive archive = moved(database, TREE, "true");
        database.execute(
                "INSERT INTO images VALUES (2, 'reused', 1), (100, 'image 6', 1)", "DELETE FROM owners WHERE id = 2");
        RestorePlan plan = plan(database, archive);
        assertEquals(
                List.of(
                        "public.images 2: is there with another name",
                        "public.images 6: another row has its name",
                        "public.images 8: its owner refers to no row of public.owners"),
                plan.conflicts().stream().map(Conflict::toString).toList());
        assertThrows(RestoreRefused.class, () -> restored(database, archive));
        assertEquals("2", database.value("SELECT count(*) FROM images"));
    }

    @Test
    void tablesThatHaveChangedRefuseByName(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = moved(database, TREE, "true");
        database.execute("ALTER TABLE images ADD COLUMN kind text DEFAULT 'raw' NOT NULL");
        assertEquals(27, plan(database, archive).restored());
        database.execute(
                "ALTER TABLE images ADD COLUMN size int NOT NULL, ALTER COLUMN owner TYPE bigint, DROP COLUMN name",
                "DROP TABLE tags");
        RestoreRefused refused = assertThrows(RestoreRefused.class, () -> plan(database, archive));
        assertEquals(
                "The rows of the archive do not fit the database any more, nothing was changed: the table"
                        + " \"public.tags\" is gone; the column \"public.images.name\" is gone; the column"
                        + " \"public.images.owner\" was integer and is bigint; the column \"public.images.size\" is new,"
                        + " has no default, and may not be NULL.",
                refused.getMessage());
    }

    @Test
    void aTriggerThatChangesWhatReturnsIsNoticed(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = moved(database, TREE, "true");
        database.execute("""
                CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN NEW.owner = 7; RETURN NEW; END';
                CREATE TRIGGER meddle BEFORE INSERT ON images FOR EACH ROW EXECUTE FUNCTION meddle()
                """);
        RestoreRefused refused = assertThrows(RestoreRefused.class, () -> restored(database, archive));
        assertTrue(
                refused.getMessage().contains("A trigger of \"public.images\" changes \"owner\""),
                refused.getMessage());
        assertEquals("0", database.value("SELECT count(*) FROM images"));
    }

    @Test
    void circlesOfTablesReturn(TestDatabase database) throws Exception {
        database.execute("""
                CREATE TABLE images (id int PRIMARY KEY, cover int);
                CREATE TABLE tags (id int PRIMARY KEY, image int REFERENCES images);
                ALTER TABLE images ADD FOREIGN KEY (cover) REFERENCES tags ON DELETE SET NULL;
                INSERT INTO images VALUES (1, NULL); INSERT INTO tags VALUES (1, 1); INSERT INTO images VALUES (2, 1);
                INSERT INTO tags VALUES (2, 2);
                """);
        String before = String.join(" ", database.rows("SELECT * FROM images, tags ORDER BY 1, 3"));
        RunArchive archive = taken(database, TREE, "true", false);
        database.execute("TRUNCATE images, tags");
        restored(database, archive);
        assertEquals(before, String.join(" ", database.rows("SELECT * FROM images, tags ORDER BY 1, 3")));
    }

    @Test
    void tombstonesAreLiftedInTheSameTransaction(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        RunArchive archive = moved(database, TREE, "id = 2");
        List<String> lifted = new ArrayList<>();
        try (Connection connection = database.connection()) {
            new Restore(archive, List.of())
                    .run(
                            connection,
                            (same, table, keys) -> {
                                assertEquals(connection, same);
                                lifted.add(table.name() + keys);
                            },
                            () -> {});
        }
        assertEquals(List.of("images[[2]]", "tags[[2, a], [2, b]]"), lifted);
    }

    @Test
    void theArchivesOfSeveralWorkersReturnAsOne(TestDatabase database) throws Exception {
        database.execute(FAMILY);
        try (Connection one = database.connection();
                Connection two = database.connection();
                ArchiveWriter first = ArchiveWriter.open(one, folder, Hostile.origin(database, "1"), TREE);
                ArchiveWriter second = ArchiveWriter.open(two, folder, Hostile.origin(database, "1", 2), TREE)) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            for (QualifiedName table : TREE) {
                String id = table.equals(TAGS) ? "image" : "id";
                String delete = "DELETE FROM " + table.quoted() + " WHERE " + id;
                // The first rolls back what the second then deletes.
                first.take(one, table, delete + " < 5 RETURNING *");
                second.take(two, table, delete + " > 5 RETURNING *");
            }
            first.seal();
            one.rollback();
            for (QualifiedName table : TREE) {
                String id = table.equals(TAGS) ? "image" : "id";
                second.take(two, table, "DELETE FROM " + table.quoted() + " WHERE " + id + " < 5 RETURNING *");
            }
            second.seal();
            two.commit();
            second.committed();
        }
        RunArchive archive = RunArchive.open(RunArchive.in(folder).get(0));
        assertEquals(2, archive.workers().size());
        assertEquals(24, restored(database, archive).restored());
        assertEquals("9", database.value("SELECT count(*) FROM images"));
    }

    @Test
    void aTableWithoutAKeyIsNotArchived(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE images (id int, name text UNIQUE)");
        try (Connection connection = database.connection()) {
            ArchiveException refused = assertThrows(
                    ArchiveException.class,
                    () -> ArchiveWriter.open(connection, folder, Hostile.origin(database, "1"), List.of(IMAGES)));
            assertTrue(refused.getMessage().contains("has no primary key"), refused.getMessage());
        }
    }

    private RestorePlan plan(TestDatabase database, RunArchive archive) throws SQLException {
        try (Connection connection = database.connection()) {
            return new Restore(archive, List.of()).plan(connection);
        }
    }

    private RestorePlan restored(TestDatabase database, RunArchive archive) throws SQLException {
        try (Connection connection = database.connection()) {
            return new Restore(archive, List.of()).run(connection, Tombstones.NONE, () -> {});
        }
    }

    private RunArchive moved(TestDatabase database, List<QualifiedName> tables, String which) throws SQLException {
        return taken(database, tables, which, true);
    }

    /** Takes rows into the archive of run 1 and, if wanted, deletes them; else as if the transaction was rolled back. */
    private RunArchive taken(TestDatabase database, List<QualifiedName> tables, String which, boolean delete)
            throws SQLException {
        try (Connection connection = database.connection();
                ArchiveWriter writer = ArchiveWriter.open(connection, folder, Hostile.origin(database, "1"), tables)) {
            connection.setAutoCommit(false);
            for (QualifiedName table : tables) {
                String condition = which.replace("id", table.equals(TAGS) ? "image" : "id");
                String rows = " FROM " + table.quoted() + " WHERE " + condition;
                writer.take(connection, table, delete ? "DELETE" + rows + " RETURNING *" : "SELECT *" + rows);
            }
            writer.seal();
            if (delete) {
                connection.commit();
                writer.committed();
            } else {
                connection.rollback();
            }
            return RunArchive.open(writer.folder());
        }
    }
}
