package io.emcee.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import io.emcee.MemoryFolder;
import io.emcee.catalog.QualifiedName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an archive, whole, torn and altered. */
class ArchiveTest {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private Path archive;

    @BeforeEach
    void write() throws IOException {
        archive = Small.write(folder.resolve("finished"), true);
    }

    @Test
    void whatWasWrittenIsRead() {
        Verification found = Archive.open(archive).verify();
        assertEquals(List.of(), found.losses());
        assertEquals(List.of(), found.remarks());
        assertEquals("The archive \"" + archive + "\" is as it was written: 9 rows in 3 batches.", found.sentence());
        assertEquals(
                List.of(
                        "[Optional[10], Optional[a\n1]]",
                        "[Optional[11], Optional.empty]",
                        "[Optional[20], Optional[a\n2]]"),
                rows(Small.IMAGES).subList(0, 3));
        assertEquals("[Optional[10], Optional[]]", rows(Small.TAGS).get(0));
    }

    /** So that zstd and psql can read it without emcee. */
    @Test
    void aFileIsOneStreamOfCsvWithItsNamesOnTop() throws IOException {
        byte[] bytes = Files.readAllBytes(archive.resolve("public.tags.csv.zst"));
        try (var in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            assertEquals(
                    "image,tag\n10,\"\"\n20,\"\"\n30,\"\"\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aFileCutAnywhereLosesTheBatchesFromThereOnAndSaysSo() throws IOException {
        for (ArchivedTable table : List.of(Small.IMAGES, Small.TAGS)) {
            Path file = archive.resolve(table.file());
            byte[] whole = Files.readAllBytes(file);
            List<Long> ends = ends(table);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                int left = length;
                int batches = (int) ends.stream().filter(end -> end <= left).count();
                Verification found = Archive.open(archive).verify();
                assertEquals(3 - batches, found.losses().size(), length + ": " + found.losses());
                assertTrue(
                        found.losses().get(0).startsWith(table.file() + ": ")
                                && found.losses().get(0).contains("of batch " + (batches + 1)),
                        found.losses()::toString);
                assertEquals(
                        batches * (table == Small.IMAGES ? 2 : 1), rows(table).size(), "cut at " + length);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void aLogCutAnywhereLosesTheBatchesFromThereOnAndSaysSo() throws IOException {
        Path file = archive.resolve(FrameLog.FILE);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertFalse(Archive.open(archive).verify().whole(), "cut at " + length);
            long batches = new String(whole, 0, length, StandardCharsets.UTF_8)
                    .replaceFirst("[^\n]*\\z", "")
                    .lines()
                    .filter(line -> line.contains("\"batch\""))
                    .count();
            assertEquals(batches * 2, rows(Small.IMAGES).size(), "cut at " + length);
        }
    }

    @Test
    void everyAlteredByteIsFound() throws IOException {
        for (String name : List.of(Manifest.FILE, FrameLog.FILE, Small.IMAGES.file(), Small.TAGS.file())) {
            Path file = archive.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            // The line end behind the manifest means nothing.
            int length = name.equals(Manifest.FILE) ? bytes.length - 1 : bytes.length;
            for (int at = 0; at < length; at++) {
                bytes[at] ^= 1;
                Files.write(file, bytes);
                bytes[at] ^= 1;
                assertFalse(sound(), name + " at " + at);
            }
            Files.write(file, bytes);
        }
        assertTrue(sound());
    }

    private boolean sound() {
        try {
            return Archive.open(archive).verify().whole();
        } catch (ArchiveException altered) {
            return false;
        }
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(archive.resolve(Small.TAGS.file()));
        assertEquals(
                "public.tags.csv.zst: 1 row of batch 1 lost: the file is not there",
                Archive.open(archive).verify().losses().get(0));
        Files.delete(archive.resolve(FrameLog.FILE));
        assertEquals(
                List.of("frames.jsonl cannot be read, and with it no batch: it is not there"),
                Archive.open(archive).verify().losses().subList(0, 1));
        Files.delete(archive.resolve(Manifest.FILE));
        assertEquals(
                "There is no archive in \"" + archive + "\"; name the folder of one.",
                assertThrows(ArchiveException.class, () -> RunArchive.in(archive))
                        .getMessage());
    }

    @Test
    void whatAKilledRunLeftBehindIsNoLossAndIsCutOff() throws IOException {
        Path open = Small.write(folder.resolve("open"), false);
        long length = Files.size(open.resolve(Small.IMAGES.file()));
        Files.write(open.resolve(Small.IMAGES.file()), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        Files.writeString(open.resolve(FrameLog.FILE), "{\"batch\":4,\"fra", StandardOpenOption.APPEND);
        Verification found = Archive.open(open).verify();
        assertTrue(found.whole(), found.losses()::toString);
        assertEquals(
                List.of(
                        "frames.jsonl ends within a line, which belongs to no batch",
                        "public.images.csv.zst has 3 bytes behind its last batch, which belong to none"),
                found.remarks().stream().sorted().toList());
        new TableFile(open, Small.IMAGES, length).close();
        assertEquals(length, Files.size(open.resolve(Small.IMAGES.file())));
    }

    @Test
    void namesOfTablesLeadNowhere() {
        for (String name :
                List.of("../../etc/passwd", "a/b", "con", "A", "a", "ü\u001b", ".", "x".repeat(63), "'\"%")) {
            String file = new ArchivedTable(new QualifiedName("s", name), List.of(), List.of(), List.of()).file();
            assertTrue(file.matches("[a-z0-9_%.-]{1,255}") && !file.contains("/"), file);
        }
        String hostile = "\u20ac".repeat(21);
        assertTrue(new ArchivedTable(new QualifiedName(hostile, hostile), List.of(), List.of(), List.of())
                        .file()
                        .length()
                <= 255);
        assertFalse(ArchivedTable.safe("A").equals(ArchivedTable.safe("a")));
    }

    @Test
    void brokenCsvIsAnError() {
        for (String broken : List.of("a,\"b", "a,\"b\"c\n", "a", "\"a\"", "a,\u00e9\n")) {
            byte[] bytes = broken.getBytes(StandardCharsets.ISO_8859_1);
            assertThrows(IOException.class, () -> new CsvReader(new ByteArrayInputStream(bytes)).next(), broken);
        }
    }

    private List<Long> ends(ArchivedTable table) {
        List<Long> ends = new ArrayList<>();
        Archive.open(archive).log(new FrameLog.Visitor() {
            @Override
            public void batch(Batch batch) {
                ends.add(batch.frame(table).map(Frame::end).orElseThrow());
            }

            @Override
            public void committed(long batch) {}
        });
        return ends;
    }

    /** As far as they can be read. */
    private List<String> rows(ArchivedTable table) {
        List<String> rows = new ArrayList<>();
        try {
            Archive.open(archive)
                    .rows(table, 0, (moment, row) -> rows.add(row.values().toString()));
        } catch (ArchiveException lost) {
            assertTrue(lost.getMessage().startsWith("Cannot read the archive"), lost.getMessage());
        }
        return rows;
    }
}
