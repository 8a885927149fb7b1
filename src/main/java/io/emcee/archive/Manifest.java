package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an archive says of itself, the file {@code manifest.json}.
 *
 * @param created as text in UTC
 * @param tables whose files may be there; one without a row has none
 */
public record Manifest(Origin origin, String created, List<ArchivedTable> tables, Optional<Ending> ending) {
    static final String FILE = "manifest.json";

    private static final long FORMAT = 1;
    private static final long LARGEST = 64 << 20;

    /**
     * What a run that came to its end adds.
     *
     * @param logSeal of the last line of the log
     * @param totals of each table that has a file, by the file's name
     */
    record Ending(String at, String logSeal, Map<String, Totals> totals) {}

    public Manifest {
        tables = List.copyOf(tables);
    }

    /** The table of that name. */
    public Optional<ArchivedTable> table(QualifiedName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Whether the run came to its end. */
    public boolean finished() {
        return ending.isPresent();
    }

    Manifest ended(Ending how) {
        return new Manifest(origin, created, tables, Optional.of(how));
    }

    /** Replaces the file, so that there is either the one before or this one, whatever happens. */
    void write(Path folder) throws IOException {
        Path fresh = folder.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = Disk.create(fresh)) {
            Disk.write(channel, (Sealed.of(facts(), Sha256.NONE).line() + "\n").getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(folder);
    }

    /**
     * Reads the file of a folder.
     *
     * @throws ArchiveException when it is no archive, altered, or of a later format
     */
    static Manifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > LARGEST) {
                throw altered(file);
            }
            String line = Files.readString(file).stripTrailing();
            return of(new Facts(Sealed.read(line, Sha256.NONE)
                    .orElseThrow(() -> altered(file))
                    .facts()));
        } catch (IOException failed) {
            throw ArchiveException.of(
                    "Cannot read the manifest", file, failed, "name the folder of an archive, or one that holds some.");
        } catch (IllegalArgumentException wrong) {
            throw new ArchiveException(
                    "The manifest \"" + file + "\" is not one that this emcee understands (" + wrong.getMessage()
                            + "); use the emcee that wrote it.",
                    wrong);
        }
    }

    private static ArchiveException altered(Path file) {
        return new ArchiveException("The manifest \"" + file
                + "\" is not as it was written, so nothing can be said of the archive; take another copy of it.");
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("format", FORMAT);
        facts.put("created", created);
        facts.putAll(origin.facts());
        facts.put("tables", tables.stream().map(ArchivedTable::facts).toList());
        ending.ifPresent(how -> {
            Map<String, Object> files = new LinkedHashMap<>();
            how.totals().forEach((file, totals) -> files.put(file, totals.facts()));
            facts.put("ended", how.at());
            facts.put("log_seal", how.logSeal());
            facts.put("files", files);
        });
        return facts;
    }

    private static Manifest of(Facts facts) {
        if (facts.number("format") != FORMAT) {
            throw new IllegalArgumentException("format " + facts.number("format"));
        }
        return new Manifest(
                Origin.of(facts),
                facts.text("created"),
                facts.objects("tables").stream().map(ArchivedTable::of).toList(),
                facts.has("ended") ? Optional.of(ending(facts)) : Optional.empty());
    }

    private static Ending ending(Facts facts) {
        Map<String, Totals> totals = new LinkedHashMap<>();
        facts.object("files")
                .keys()
                .forEach(
                        file -> totals.put(file, Totals.of(facts.object("files").object(file))));
        return new Ending(facts.text("ended"), facts.text("log_seal"), totals);
    }
}
