package io.emcee.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process between take, seal, delete and commit, again and again: {@code -Darchive.kills=100} for longer. */
@ExtendWith(Postgres.class)
class KilledArchiveIT {
    private static final int KILLS = Integer.getInteger("archive.kills", 10);
    private static final int ROWS = 600 * KILLS;

    private static final String DIGEST = """
            SELECT md5(string_agg(row, '|' ORDER BY row)) FROM (
                SELECT encode(sha256(record_send(i)), 'hex') AS row FROM images i
                UNION ALL SELECT encode(sha256(record_send(t)), 'hex') FROM tags t) AS rows
            """;

    @TempDir
    private Path folder;

    @Test
    void everyRowIsAccountedForAlthoughTheProcessIsKilledAgainAndAgain(TestDatabase database) throws Exception {
        database.execute(
                """
                CREATE TABLE images (id int PRIMARY KEY, name text, content bytea);
                CREATE TABLE tags (image int REFERENCES images, tag text, PRIMARY KEY (image, tag))
                """,
                "INSERT INTO images SELECT n, E'a\\n\"' || n, sha512(n::text::bytea) FROM generate_series(1, " + ROWS
                        + ") AS n; INSERT INTO tags SELECT id, tag FROM images, unnest(ARRAY['', E'\\\\.']) AS tag");
        String before = database.value(DIGEST);
        long seed = System.nanoTime();
        System.out.println("KilledArchiveIT: seed " + seed);
        killed(database, new Random(seed));
        try (Connection connection = database.connection()) {
            Path of = RunArchive.in(folder).get(0);
            assertAccountedFor(database, Archive.open(of));
            PurgeProcess.purge(connection, folder);
            connection.setAutoCommit(true);
            Archive archive = Archive.open(of);
            assertTrue(archive.verify().whole(), archive.verify().losses()::toString);
            assertFalse(archive.contents().open().isEmpty(), "batches were rolled back");
            assertEquals("0", database.value("SELECT count(*) FROM images"));
            assertAccountedFor(database, archive);
            Restore restore = new Restore(RunArchive.open(of), List.of());
            assertEquals(
                    ROWS * 3, restore.run(connection, Tombstones.NONE, () -> {}).restored());
        }
        assertEquals(before, database.value(DIGEST));
    }

    private void killed(TestDatabase database, Random random) throws Exception {
        PurgeProcess next = PurgeProcess.start(database, folder);
        for (int kill = 0; kill < KILLS; kill++) {
            try (PurgeProcess current = next.go()) {
                long rows = left(database);
                long wanted = Math.max(1, rows - 1 - random.nextInt(300));
                next = PurgeProcess.start(database, folder);
                while (left(database) > wanted && current.alive()) {
                    Thread.sleep(random.nextInt(20));
                }
                assertTrue(current.alive(), "it did not end by itself");
                current.kill();
            }
        }
        next.close();
    }

    private static long left(TestDatabase database) {
        return Long.parseLong(database.value("SELECT count(*) FROM images"));
    }

    private static void assertAccountedFor(TestDatabase database, Archive archive) {
        TreeSet<Integer> ids = new TreeSet<>();
        archive.rows(archive.manifest().table(PurgeProcess.IMAGES).orElseThrow(), 0, (moment, row) -> {
            ids.add(Integer.valueOf(row.values().get(0).orElseThrow()));
        });
        assertTrue(ids.size() > 0, "something was archived");
        database.rows("SELECT id FROM images").forEach(id -> ids.add(Integer.valueOf(id)));
        assertEquals(ROWS, ids.size(), "rows in one place or the other");
    }
}
