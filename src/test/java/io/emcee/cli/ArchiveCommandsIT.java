package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.archive.Hostile;
import io.emcee.archive.RunArchive;
import io.emcee.json.Json;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code emcee archive} and {@code emcee restore}. */
@ExtendWith(Postgres.class)
class ArchiveCommandsIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void whatWasPurgedIsListedVerifiedShownAndRestored(TestDatabase database) throws Exception {
        CommandLines bexar = CommandLines.on(database, "bexar");
        assertEquals(0, bexar.run("db", "upgrade", "austin").exitCode());
        Hostile.create(database);
        String before = database.value(Hostile.DIGEST);
        String archive = Hostile.move(database, folder).toString();

        Outcome list = CommandLines.anywhere().run("archive", "list", folder.toString());
        assertEquals(0, list.exitCode(), list::errors);
        assertEquals(3, list.out().size());
        assertTrue(list.out().get(2).contains("public.parents"), list.out()::toString);
        Outcome json = CommandLines.anywhere().run("archive", "list", archive, "--json");
        assertEquals(
                Map.of("public.parents", 11, "public.\"Chil\"\"dren; DROP\"", 33),
                Json.object(json.line()).get("rows"));
        assertEquals(
                "The archive \"" + archive + "\" is as it was written: 44 rows in 1 batch.",
                CommandLines.anywhere()
                        .run("archive", "verify", folder.toString())
                        .line());

        Outcome dry = bexar.run("restore", archive, "--dry-run");
        assertEquals(0, dry.exitCode(), dry::errors);
        assertEquals("Would restore 44 rows of 2 tables.", last(dry));
        assertEquals("0", database.value("SELECT count(*) FROM parents"));
        Outcome done = bexar.run("restore", archive);
        assertEquals(0, done.exitCode(), done::errors);
        assertEquals("Restored 44 rows of 2 tables.", last(done));
        assertEquals(before, database.value(Hostile.DIGEST));
        assertEquals(
                "Nothing to restore: 0 rows of 0 tables; 44 rows were there already.",
                last(bexar.run("restore", archive)));

        List<String> journal = bexar.run("journal", "--limit", "2").out();
        assertTrue(journal.get(1).contains("restore 44 rows from " + archive), journal::toString);
        assertTrue(
                journal.get(2).contains("done after") && journal.get(2).endsWith("Restored 44 rows of 2 tables."),
                journal::toString);
    }

    @Test
    void purgedImagesComeBackInSpiteOfTheirTombstones(TestDatabase database) {
        CommandLines glance = CommandLines.on(database, "glance");
        assertEquals(0, glance.run("db", "sync").exitCode());
        database.execute("""
                INSERT INTO images (id, name, status, deleted, deleted_at, created_at, min_disk, min_ram, protected,
                                    visibility, os_hidden)
                SELECT 'image-' || n, E'na\\nme', 'deleted', true, now() AT TIME ZONE 'UTC' - interval '1 year', now(), 0,
                       0, false, 'private', false FROM generate_series(1, 30) AS n;
                INSERT INTO image_properties (image_id, name, value, deleted, deleted_at, created_at)
                SELECT id, 'os', E'"\\\\.', true, deleted_at, created_at FROM images;
                """);
        String all = "SELECT md5(string_agg(p::text || i::text, '' ORDER BY p.id))"
                + " FROM images i JOIN image_properties p ON p.image_id = i.id";
        String before = database.value(all);
        Outcome purged =
                glance.run("purge", "--tables", "images", "--confirm", "images", "--archive", folder.toString());
        assertEquals(0, purged.exitCode(), purged::errors);
        assertEquals("0", database.value("SELECT count(*) FROM image_properties"));
        assertEquals("30", database.value("SELECT count(*) FROM emcee.tombstone"));
        assertEquals(
                0,
                CommandLines.anywhere()
                        .run("archive", "verify", folder.toString())
                        .exitCode());
        String run = RunArchive.in(folder).get(0).toString();

        assertEquals("Restored 2 rows of 2 tables.", last(glance.run("restore", run, "--roots", "image-7")));
        assertEquals("29", database.value("SELECT count(*) FROM emcee.tombstone"));
        Outcome rest = glance.run("restore", run);
        assertEquals("Restored 58 rows of 2 tables; 2 rows were there already.", last(rest), rest::errors);
        assertEquals(before, database.value(all));
        assertEquals("0", database.value("SELECT count(*) FROM emcee.tombstone"));

        Outcome full = glance.run("purge", "--tables", "images", "--confirm", "images", "--archive", "/dev/full");
        assertEquals(1, full.exitCode());
        assertTrue(full.errors().startsWith("emcee: Cannot write the archive"), full::errors);
        assertEquals(before, database.value(all));
    }

    @Test
    void nothingThatIsShownSteersTheTerminal(TestDatabase database) throws Exception {
        Hostile.create(database);
        Path archive = Hostile.move(database, folder);
        for (String[] command : new String[][] {
            {"archive", "show", archive.toString(), "--limit", "100"},
            {"archive", "show", archive.toString(), "--limit", "100", "--json"},
            {"archive", "list", archive.toString()},
        }) {
            Outcome shown = CommandLines.anywhere().run(command);
            assertEquals(0, shown.exitCode(), shown::errors);
            String all = String.join("\n", shown.out());
            assertFalse(all.matches("(?s).*[\\p{Cc}\\p{Cf}&&[^\\n]].*"), String.join(" ", command));
            assertTrue(all.length() < 5_000_000, "values are cut");
        }
        List<String> out = CommandLines.anywhere()
                .run("archive", "show", archive.toString(), "public.parents", "--after", "3", "--limit", "2")
                .out();
        assertEquals("public.parents row 4", out.get(0));
        assertEquals(
                2,
                out.stream()
                        .filter(line -> line.startsWith("public.parents row "))
                        .count());
        out = CommandLines.anywhere()
                .run("archive", "show", archive.toString(), "parents")
                .out();
        assertTrue(out.contains("  name: 'a\\r\\nb\\rc\\nd\\te'"), String.join("\n", out));
        assertTrue(out.contains("  name: '\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202e'"), String.join("\n", out));
    }

    @Test
    void jsonKeepsNullAndTheEmptyTextApart(TestDatabase database) throws Exception {
        Hostile.create(database);
        Path archive = Hostile.move(database, folder);
        List<String> out = CommandLines.anywhere()
                .run("archive", "show", archive.toString(), "parents", "--limit", "2", "--json")
                .out();
        Map<?, ?> first = (Map<?, ?>) Json.object(out.get(0)).get("values");
        Map<?, ?> second = (Map<?, ?>) Json.object(out.get(1)).get("values");
        assertEquals(Optional.empty(), first.get("name"));
        assertEquals("", second.get("name"));
    }

    @Test
    void conflictsAreListedAndRefused(TestDatabase database) throws Exception {
        CommandLines bexar = CommandLines.on(database, "bexar");
        assertEquals(0, bexar.run("db", "upgrade", "austin").exitCode());
        Hostile.create(database);
        String archive = Hostile.move(database, folder).toString();
        database.execute("INSERT INTO parents (id, name) OVERRIDING SYSTEM VALUE VALUES (3, 'reused')");
        Outcome refused = bexar.run("restore", archive);
        assertEquals(6, refused.exitCode());
        assertTrue(
                refused.out().stream()
                        .anyMatch(line ->
                                line.startsWith("conflict: public.parents 3: is there with another name, raw,")),
                refused.out()::toString);
        assertEquals("emcee: Restore refused, nothing was changed: 1 row cannot return.", refused.errors());
        assertEquals("1", database.value("SELECT count(*) FROM parents"));
    }

    @Test
    void whatIsDamagedOrOfAnotherDatabaseIsRefused(TestDatabase database) throws Exception {
        CommandLines bexar = CommandLines.on(database, "bexar");
        assertEquals(0, bexar.run("db", "upgrade", "austin").exitCode());
        Hostile.create(database);
        Path archive = Hostile.move(database, folder);
        TestDatabase another = database.another();
        Outcome foreign = CommandLines.on(another, "bexar").run("restore", archive.toString());
        assertEquals(1, foreign.exitCode());
        assertTrue(foreign.errors().contains("comes from another database"), foreign::errors);
        try (RandomAccessFile file =
                new RandomAccessFile(archive.resolve("public.parents.csv.zst").toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        Outcome verified = CommandLines.anywhere().run("archive", "verify", archive.toString());
        assertEquals(1, verified.exitCode());
        assertEquals(
                "  lost: public.parents.csv.zst: 11 rows of batch 1 lost: the file ends before it",
                verified.out().get(1));
        Outcome damaged = bexar.run("restore", archive.toString());
        assertEquals(1, damaged.exitCode());
        assertTrue(damaged.errors().contains("Nothing was restored; see: emcee archive verify"), damaged::errors);
    }

    @Test
    void wrongArgumentsAreRefusedInASentence() {
        for (String[] wrong : new String[][] {
            {"archive"}, {"archive", "show"}, {"archive", "show", "/nonexistent", "--limit", "0"}, {"restore"},
        }) {
            assertEquals(2, CommandLines.anywhere().run(wrong).exitCode(), String.join(" ", wrong));
        }
        Outcome absent = CommandLines.anywhere().run("archive", "list", "/nonexistent");
        assertEquals(1, absent.exitCode());
        assertEquals(
                "emcee: Cannot read the folder \"/nonexistent\": it is not there; name the folder of an archive.",
                absent.errors());
    }

    private static String last(Outcome outcome) {
        return outcome.out().get(outcome.out().size() - 1);
    }
}
