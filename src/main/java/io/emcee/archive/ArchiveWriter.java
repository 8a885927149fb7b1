package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import io.emcee.database.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the archive of one run. In the transaction of each batch: {@link #take} for every table, then {@link #seal}, then
 * the commit, then {@link #committed}; and {@link #discard} when the transaction is rolled back. What is sealed is on the
 * disk; a batch that is sealed and not known to be committed may be in both places, which a restore finds out. Memory
 * does not grow with what is taken. For one thread: of several workers each has its own, whose {@link Origin#worker} tells
 * them apart.
 */
public final class ArchiveWriter implements AutoCloseable {
    private static final String AGAIN =
            "nothing that is not archived was deleted; make room or name another folder, and"
                    + " run the command again.";

    /** What a role or a database may have set, and what would make texts ambiguous or floats inexact. */
    private static final String FORMS = """
            SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1;
            SET LOCAL bytea_output = 'hex'; SET LOCAL lc_monetary = 'C'
            """;

    private final Path folder;
    private final Manifest manifest;
    private final FrameLog log;
    private final Map<QualifiedName, TableFile> files = new LinkedHashMap<>();
    private final Map<String, Long> lengths;
    private final Map<String, Long> rows;
    private long batch;
    private long moment;
    private boolean sealed;
    private boolean prepared;

    private ArchiveWriter(Path folder, Manifest manifest, FrameLog log, Course course) {
        this.folder = folder;
        this.manifest = manifest;
        this.log = log;
        this.lengths = course.lengths;
        this.rows = course.rows;
        this.batch = course.batch;
        this.moment = course.moment;
    }

    /**
     * Begins the archive of a run, or goes on with it where it ended, however it ended.
     *
     * @param parent the folder in which the run gets one of its own, {@link Origin#folder}; made where it is missing
     * @param tables that will be taken from
     * @throws ArchiveException when the folder cannot be written, a table has no key by which its rows could be told
     *     apart, or what is there belongs to something else or is damaged
     */
    public static ArchiveWriter open(Connection connection, Path parent, Origin origin, List<QualifiedName> tables)
            throws SQLException {
        Path folder = parent.resolve(origin.folder());
        Manifest fresh = new Manifest(origin, now(), Shapes.read(connection, tables), Optional.empty());
        try {
            if (Files.exists(folder.resolve(Manifest.FILE))) {
                return reopen(folder, fresh);
            }
            Disk.folder(folder);
            FrameLog log = FrameLog.append(folder, new FrameLog.End(0, Sha256.NONE, FrameLog.End.State.WHOLE));
            log.sync();
            fresh.write(folder);
            return new ArchiveWriter(folder, fresh, log, new Course());
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
        }
    }

    private static ArchiveWriter reopen(Path folder, Manifest fresh) throws IOException {
        Manifest before = Manifest.read(folder);
        if (!before.origin().equals(fresh.origin()) || !before.tables().equals(fresh.tables())) {
            throw new ArchiveException("The archive \"" + folder
                    + "\" belongs to another run, or the tables have changed since; name another folder.");
        }
        Course course = new Course();
        FrameLog.End end = FrameLog.read(folder, course);
        if (end.state() == FrameLog.End.State.ALTERED) {
            throw new ArchiveException("The archive \"" + folder + "\" is damaged; name another folder, and see: "
                    + "emcee archive verify");
        }
        // Whoever goes on has not come to an end.
        Manifest open = new Manifest(before.origin(), before.created(), before.tables(), Optional.empty());
        open.write(folder);
        return new ArchiveWriter(folder, open, FrameLog.append(folder, end), course);
    }

    /** The folder of the run. */
    public Path folder() {
        return folder;
    }

    /**
     * Takes rows into the archive, in the transaction that deletes them.
     *
     * @param select answers every column of the table in its order, and keeps clients from changing the rows until the
     *     end of the transaction: {@code SELECT * ... FOR UPDATE}, or {@code DELETE ... RETURNING *}; where the delete
     *     of another table changes or takes rows of this one, they must be taken before
     * @return how many rows
     * @throws ArchiveException when they cannot be written; the transaction must be rolled back
     * @throws SQLException as the server says; what was taken in this transaction is discarded
     */
    public long take(Connection connection, QualifiedName table, String select) throws SQLException {
        try {
            prepare(connection);
            TableFile file = file(table);
            long taken = Copy.out(connection, "COPY (" + select + ") TO STDOUT (FORMAT csv, HEADER)", file.copy());
            file.count(taken);
            return taken;
        } catch (SQLException failed) {
            discard();
            throw failed;
        } catch (TableFile.ColumnsChanged changed) {
            discard();
            throw new ArchiveException(
                    "The columns of \"" + table + "\" have changed since the archive \"" + folder
                            + "\" began; nothing more was deleted. Run the command again for an archive of its own.",
                    changed);
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (!prepared) {
            try (Statement set = connection.createStatement()) {
                set.execute(FORMS);
            }
            prepared = true;
        }
    }

    private TableFile file(QualifiedName name) throws IOException {
        TableFile open = files.get(name);
        if (open == null) {
            ArchivedTable table = manifest.table(name)
                    .orElseThrow(() -> new IllegalArgumentException("no table of this archive: " + name));
            long length = lengths.getOrDefault(table.file(), 0L);
            open = new TableFile(folder, table, length);
            files.put(name, open);
            if (length == 0) {
                Disk.sync(folder);
            }
        }
        return open;
    }

    /**
     * Puts what was taken on the disk. Only then may the transaction commit.
     *
     * @throws ArchiveException when that fails; the transaction must be rolled back
     */
    public void seal() {
        try {
            List<Frame> frames = frames();
            // Open files go on when their folder was removed, and nobody would find them.
            if (!Files.exists(folder.resolve(FrameLog.FILE))) {
                throw new IOException("its files are gone");
            }
            prepared = false;
            sealed = !frames.isEmpty();
            if (sealed) {
                batch++;
                moment = Math.max(moment + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                log.batch(new Batch(batch, moment, frames));
                frames.forEach(frame -> rows.merge(frame.file(), frame.rows(), Long::sum));
            }
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
        }
    }

    /** All are written before the first is waited for: the file system then does much of it at once. */
    private List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        List<TableFile> ended = new ArrayList<>();
        for (TableFile file : files.values()) {
            file.end().ifPresent(frame -> {
                frames.add(frame);
                ended.add(file);
            });
        }
        for (TableFile file : ended) {
            file.sync();
        }
        return frames;
    }

    /** The transaction has committed: what was sealed is in the archive only. */
    public void committed() {
        if (sealed) {
            try {
                log.committed(batch);
                sealed = false;
            } catch (IOException failed) {
                throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
            }
        }
    }

    /**
     * The transaction was rolled back: takes back what was taken in it. What was sealed stays, and is told apart from what
     * is gone when it is read.
     */
    public void discard() {
        prepared = false;
        sealed = false;
        try {
            for (TableFile file : files.values()) {
                file.discard();
            }
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
        }
    }

    /** The run came to its end: the files are read once more, and their counts and hashes written to the manifest. */
    public void finish() {
        discard();
        try {
            log.sync();
            Map<String, Totals> totals = new LinkedHashMap<>();
            for (ArchivedTable table : manifest.tables()) {
                if (rows.containsKey(table.file())) {
                    totals.put(table.file(), totals(table.file()));
                }
            }
            manifest.ended(new Manifest.Ending(now(), log.seal(), totals)).write(folder);
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot write the archive", folder, failed, AGAIN);
        }
    }

    private Totals totals(String file) throws IOException {
        Sha256 digest = new Sha256();
        try (var in = Files.newInputStream(folder.resolve(file))) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.add(buffer, 0, read);
            }
        }
        return new Totals(rows.getOrDefault(file, 0L), Files.size(folder.resolve(file)), digest.text());
    }

    /** Closes the files. Without {@link #finish} the archive stays one that can be gone on with. */
    @Override
    public void close() {
        try (log) {
            for (TableFile file : files.values()) {
                file.close();
            }
        } catch (IOException failed) {
            throw ArchiveException.of("Cannot close the archive", folder, failed, AGAIN);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How far an archive has come. */
    private static final class Course implements FrameLog.Visitor {
        private final Map<String, Long> lengths = new LinkedHashMap<>();
        private final Map<String, Long> rows = new LinkedHashMap<>();
        private long batch;
        private long moment;

        @Override
        public void batch(Batch next) {
            batch = next.number();
            moment = next.moment();
            for (Frame frame : next.frames()) {
                lengths.put(frame.file(), frame.end());
                rows.merge(frame.file(), frame.rows(), Long::sum);
            }
        }

        @Override
        public void committed(long which) {}
    }
}
