package io.emcee.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        read.rows(parents, 1, (batch, row) -> names.add(row.values().get(1)));
        List<String> expected = database.rows("SELECT coalesce('+' || name, '-') FROM parents ORDER BY id");
        assertEquals(
                expected, names.stream().map(name -> name.map("+"::concat).orElse("-")).toList());
    }

    private Path taken(TestDatabase database) throws Exception {
        try (Connection connection = database.connection();
                ArchiveWriter writer =
                        ArchiveWriter.open(connection, folder, Hostile.origin(database, "1"), Hostile.TABLES)) {
            connection.setAutoCommit(false);
            writer.take(connection, Hostile.CHILDREN, "SELECT * FROM " + Hostile.CHILDREN.quoted() + " ORDER BY 1 FOR UPDATE");
            writer.take(connection, Hostile.PARENTS, "SELECT * FROM parents ORDER BY id FOR UPDATE");
            writer.seal();
            connection.commit();
            writer.committed();
            writer.finish();
            return writer.folder();
        }
    }
}
