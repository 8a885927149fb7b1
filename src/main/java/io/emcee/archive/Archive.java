package io.emcee.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The archive of one worker, to be read, finished or not. Nothing in its files is trusted: names lead out of no folder, and what was
 * altered is found before it is used.
 */
public final class Archive {
    private final Path folder;
    private final Manifest manifest;

    private Archive(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Told of the rows of a table, with the moment at which the batch of each was sealed. */
    public interface Rows {
        void row(long moment, Row row) throws IOException;
    }

    /**
     * How much an archive holds, as its log says.
     *
     * @param rows of each table's file, a row for each time it was taken
     * @param open the moments of the batches that are not known to be deleted: their rows may be in the database as well
     */
    public record Contents(long batches, Map<String, Long> rows, SortedSet<Long> open, long openRows) {
        /** Of all tables. */
        public long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Of one table. */
        public long rows(ArchivedTable table) {
            return rows.getOrDefault(table.file(), 0L);
        }
    }

    /**
     * Opens the folder of a run.
     *
     * @throws ArchiveException when it is none, or its manifest is not as it was written
     */
    public static Archive open(Path folder) {
        return new Archive(folder, Manifest.read(folder));
    }

    public Path folder() {
        return folder;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What the log says, up to where it is whole. */
    public Contents contents() {
        Counting counting = new Counting();
        log(counting);
        return new Contents(
                counting.batches,
                counting.rows,
                counting.open.values().stream().map(Batch::moment).collect(Collectors.toCollection(TreeSet::new)),
                counting.open.values().stream().mapToLong(Batch::rows).sum());
    }

    /** @throws ArchiveException when the log cannot be read */
    FrameLog.End log(FrameLog.Visitor visitor) {
        try {
            return FrameLog.read(folder, visitor);
        } catch (IOException failed) {
            throw ArchiveException.of(
                    "Cannot read the log", folder.resolve(FrameLog.FILE), failed, "see: emcee archive verify");
        }
    }

    /** Whether the whole archive is as it was written; reads all of it. */
    public Verification verify() {
        return new Verifier(this).verify();
    }

    /**
     * Reads a table's rows in the order in which they were deleted, every whole batch, up to the first that is not as it
     * was written.
     *
     * @param from the moment of the first batch of interest; 0 for all
     * @throws ArchiveException when there is such a batch, after those before it were told
     */
    public void rows(ArchivedTable table, long from, Rows rows) {
        try (Reading reading = new Reading(table, from, rows)) {
            FrameLog.End end = FrameLog.read(folder, reading);
            if (end.state() == FrameLog.End.State.ALTERED) {
                throw new IOException("its log is not as it was written");
            }
        } catch (IOException failed) {
            throw ArchiveException.of(
                    "Cannot read the archive", folder.resolve(table.file()), failed, "see: emcee archive verify");
        }
    }

    private final class Reading implements FrameLog.Visitor, AutoCloseable {
        private final ArchivedTable table;
        private final long from;
        private final Rows rows;
        private final List<FrameReader> file = new ArrayList<>();

        Reading(ArchivedTable table, long from, Rows rows) {
            this.table = table;
            this.from = from;
            this.rows = rows;
        }

        @Override
        public void batch(Batch batch) throws IOException {
            var frame = batch.frame(table);
            if (batch.moment() >= from && frame.isPresent()) {
                if (file.isEmpty()) {
                    file.add(new FrameReader(folder, table));
                }
                file.get(0).check(frame.get(), new Sha256());
                file.get(0).rows(frame.get(), row -> rows.row(batch.moment(), row));
            }
        }

        @Override
        public void committed(long batch) {}

        @Override
        public void close() throws IOException {
            for (FrameReader open : file) {
                open.close();
            }
        }
    }

    private static final class Counting implements FrameLog.Visitor {
        private final Map<String, Long> rows = new TreeMap<>();
        private final Map<Long, Batch> open = new TreeMap<>();
        private long batches;

        @Override
        public void batch(Batch batch) {
            batches++;
            open.put(batch.number(), batch);
            batch.frames().forEach(frame -> rows.merge(frame.file(), frame.rows(), Long::sum));
        }

        @Override
        public void committed(long batch) {
            open.remove(batch);
        }
    }
}
