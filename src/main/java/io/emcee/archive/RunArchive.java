package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The archives of all workers of one run, to be read as one. */
public final class RunArchive {
    static final String WORKER = "worker-";

    private final List<Archive> workers;

    private RunArchive(List<Archive> workers) {
        this.workers = List.copyOf(workers);
    }

    /**
     * Opens the folder of a run.
     *
     * @throws ArchiveException when it is none, a manifest is not as it was written, or what is in it does not belong
     *     together
     */
    public static RunArchive open(Path folder) {
        List<Archive> workers = new ArrayList<>();
        for (Path worker : List.copyOf(folders(folder))) {
            workers.add(Archive.open(worker));
        }
        Archive first = Archive.open(folder);
        for (Archive each : workers) {
            if (!each.manifest().tables().equals(first.manifest().tables())
                    || !each.manifest()
                            .origin()
                            .identity()
                            .equals(first.manifest().origin().identity())) {
                throw new ArchiveException("The archive \"" + each.folder() + "\" does not belong to \"" + folder
                        + "\"; keep them apart.");
            }
        }
        return new RunArchive(workers);
    }

    /**
     * The runs in a folder: itself, or the folders in it, by name.
     *
     * @throws ArchiveException when there are none
     */
    public static List<Path> in(Path folder) {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            return List.of(folder);
        }
        List<Path> found = list(folder);
        if (found.isEmpty()) {
            throw new ArchiveException("There is no archive in \"" + folder + "\"; name the folder of one.");
        }
        return found;
    }

    /** The folder of a run and those of its further workers. */
    private static List<Path> folders(Path run) {
        List<Path> folders = new ArrayList<>(List.of(run));
        list(run).stream()
                .filter(worker -> worker.getFileName().toString().startsWith(WORKER))
                .forEach(folders::add);
        return folders;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry.resolve(Manifest.FILE)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException failed) {
            throw ArchiveException.of("Cannot read the folder", folder, failed, "name the folder of an archive.");
        }
    }

    /** At least one, the first in the folder of the run itself. */
    public List<Archive> workers() {
        return workers;
    }

    public Path folder() {
        return workers.get(0).folder();
    }

    /** What the first worker says of itself; the tables are those of all. */
    public Manifest manifest() {
        return workers.get(0).manifest();
    }

    /** Those whose rows may be in it. */
    public List<ArchivedTable> tables() {
        return manifest().tables();
    }

    /** The table of that name. */
    public Optional<ArchivedTable> table(QualifiedName name) {
        return manifest().table(name);
    }

    /** How much it holds, as its logs say. */
    public Archive.Contents contents() {
        Map<String, Long> rows = new TreeMap<>();
        SortedSet<Long> open = new TreeSet<>();
        long batches = 0;
        long openRows = 0;
        for (Archive worker : workers) {
            Archive.Contents contents = worker.contents();
            contents.rows().forEach((file, count) -> rows.merge(file, count, Long::sum));
            open.addAll(contents.open());
            batches += contents.batches();
            openRows += contents.openRows();
        }
        return new Archive.Contents(batches, rows, open, openRows);
    }

    /** As {@link Archive#rows}, one worker's after the other's. */
    public void rows(ArchivedTable table, long from, Archive.Rows rows) {
        workers.forEach(worker -> worker.rows(table, from, rows));
    }
}
