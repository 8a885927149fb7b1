package io.emcee.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL's COPY gives, on the disk and back. */
@ExtendWith(Postgres.class)
class ArchiveIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void everyValueIsReadAsTheServerWroteIt(TestDatabase database) throws Exception {
        Hostile.create(database);
        Path archive = taken(database);
        Archive read = Archive.open(archive);
        assertTrue(read.verify().whole(), read.verify().losses()::toString);
        ArchivedTable parents = read.manifest().table(Hostile.PARENTS).orElseThrow();
        List<Optional<String>> names = new ArrayList<>();
        read.rows(parents, 0, (moment, row) -> names.add(row.values().get(1)));
        List<String> expected = database.rows("SELECT coalesce('+' || name, '-') FROM parents ORDER BY id");
        assertEquals(
                expected,
                names.stream().map(name -> name.map("+"::concat).orElse("-")).toList());
    }

    @Test
    void whatIsTakenAfterColumnsChangedIsRefused(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1)");
        try (Connection connection = database.connection();
                ArchiveWriter writer = open(database, connection, folder)) {
            database.execute("ALTER TABLE parents ADD COLUMN name text");
            ArchiveException refused = assertThrows(
                    ArchiveException.class, () -> writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents"));
            assertTrue(refused.getMessage().contains("The columns of \"public.parents\" have changed"));
        }
    }

    @Test
    void whatIsDiscardedIsNotInTheArchive(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1)");
        try (Connection connection = database.connection();
                ArchiveWriter writer = open(database, connection, folder)) {
            connection.setAutoCommit(false);
            for (int batch = 0; batch < 3; batch++) {
                writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents");
                writer.discard();
                writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents");
                assertThrows(
                        SQLException.class,
                        () -> writer.take(connection, Hostile.PARENTS, "SELECT id / 0 AS id FROM parents"));
                connection.rollback();
                writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents");
                writer.seal();
                connection.commit();
                writer.committed();
            }
            writer.finish();
            Archive archive = Archive.open(writer.folder());
            assertEquals(3, archive.contents().total());
            assertTrue(archive.verify().whole(), archive.verify().losses()::toString);
        }
    }

    /** A device that is always full stands for a disk that is. */
    @Test
    void aFullDiskIsOneSentenceBeforeTheDeleteCommits(TestDatabase database) throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        database.execute("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1)");
        Path run = Files.createDirectory(
                folder.resolve(Hostile.origin(database, "1").folder()));
        Path file = Files.createSymbolicLink(run.resolve("public.parents.csv.zst"), Path.of("/dev/full"));
        try (Connection connection = database.connection();
                ArchiveWriter writer = open(database, connection, folder)) {
            connection.setAutoCommit(false);
            writer.take(connection, Hostile.PARENTS, "DELETE FROM parents RETURNING *");
            ArchiveException full = assertThrows(ArchiveException.class, writer::seal);
            assertEquals(
                    "Cannot write the archive \"" + run
                            + "\": No space left on device; nothing that is not archived was"
                            + " deleted; make room or name another folder, and run the command again.",
                    full.getMessage());
            assertEquals(1, full.exitCode());
            connection.rollback();
            Files.delete(file);
        }
    }

    @Test
    void aFolderThatVanishedOrIsNoneIsOneSentence(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1)");
        try (Connection connection = database.connection();
                ArchiveWriter writer = open(database, connection, folder)) {
            Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
            connection.setAutoCommit(false);
            writer.take(connection, Hostile.PARENTS, "DELETE FROM parents RETURNING *");
            Files.move(folder, aside);
            ArchiveException gone = assertThrows(ArchiveException.class, writer::seal);
            assertTrue(gone.getMessage().contains(": its files are gone; "), gone.getMessage());
            Files.move(aside, folder);
            connection.rollback();
            Path file = Files.createFile(folder.resolve("file"));
            ArchiveException none = assertThrows(ArchiveException.class, () -> open(database, connection, file));
            assertTrue(none.getMessage().startsWith("Cannot write the archive"), none.getMessage());
            assertFalse(none.getMessage().contains("\n"), none.getMessage());
        }
    }

    @Test
    void nobodyElseMayReadIt(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1)");
        try (Connection connection = database.connection();
                ArchiveWriter writer = open(database, connection, folder)) {
            connection.setAutoCommit(false);
            writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents");
            writer.seal();
            try (var files = Files.walk(writer.folder())) {
                for (Path file : files.toList()) {
                    String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    assertEquals(Files.isDirectory(file) ? "rwx------" : "rw-------", rights, file.toString());
                }
            }
        }
    }

    private static ArchiveWriter open(TestDatabase database, Connection connection, Path parent) throws SQLException {
        return ArchiveWriter.open(connection, parent, Hostile.origin(database, "1"), List.of(Hostile.PARENTS));
    }

    private Path taken(TestDatabase database) throws Exception {
        try (Connection connection = database.connection();
                ArchiveWriter writer =
                        ArchiveWriter.open(connection, folder, Hostile.origin(database, "1"), Hostile.TABLES)) {
            connection.setAutoCommit(false);
            writer.take(
                    connection,
                    Hostile.CHILDREN,
                    "SELECT * FROM " + Hostile.CHILDREN.quoted() + " ORDER BY 1 FOR UPDATE");
            writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents ORDER BY id FOR UPDATE");
            writer.seal();
            connection.commit();
            writer.committed();
            writer.finish();
            return writer.folder();
        }
    }
}
