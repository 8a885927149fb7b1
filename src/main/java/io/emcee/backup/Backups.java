package io.emcee.backup;

import io.emcee.database.Database;
import io.emcee.engine.Backup;
import io.emcee.engine.GateRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Accepts backups of one database, or refuses them.
 *
 * @param schema of the service's tables
 * @param age how old a backup may be
 */
public record Backups(Database database, String schema, Duration age, Places places) {
    /** A report of a tool is larger only when it is something else. */
    private static final long LARGEST_REPORT = 16 << 20;

    /** Nobody writes a sentence so. */
    private static final Pattern LIKE_A_PATH = Pattern.compile("[~./][^\\s]*|[^\\s]+/[^\\s]*|[^\\s]+\\.\\w{1,8}");

    /**
     * What an operator says of a backup: the path of a dump or of a tool's report, which are looked into, or in other
     * words where it is, which is believed.
     *
     * @throws GateRefused when there is no such file, or it is no backup of this database that is new and whole
     */
    public Backup accept(String said) {
        if (said.isBlank()) {
            throw Refusals.of("", "nothing is said of it; name its path, or say in words where it is");
        }
        Optional<Path> path = path(said.strip());
        if (path.isPresent()) {
            return fresh(look(path.get()));
        }
        if (LIKE_A_PATH.matcher(said.strip()).matches()) {
            throw Refusals.of(
                    said.strip(), "there is no such file or folder here; or say in words where the backup is");
        }
        return new Backup(Backup.Kind.STATEMENT, said.strip(), Optional.empty(), "");
    }

    /**
     * Makes a backup by a command.
     *
     * @param command a program and its arguments; of {@code pg_dump} the one that fits the server
     * @param path what it makes, to be looked into; empty to believe the command
     * @param notes told of each line that it prints
     * @throws GateRefused when it fails, or what it makes is refused
     */
    public Backup make(List<String> command, Optional<Path> path, Consumer<String> notes) {
        new BackupCommand(database, places, Extent.read(database, schema).major()).run(command, notes);
        return path.map(file -> fresh(look(file)))
                .orElseGet(() -> new Backup(
                        Backup.Kind.COMMAND,
                        database.clean(String.join(" ", command)),
                        Optional.of(Instant.now()),
                        "it ended well"));
    }

    private static Optional<Path> path(String said) {
        try {
            return Optional.of(Path.of(said)).filter(Files::exists);
        } catch (InvalidPathException words) {
            return Optional.empty();
        }
    }

    private Backup look(Path path) {
        Extent extent = Extent.read(database, schema);
        try {
            return report(path).map(report -> report.accept(extent)).orElseGet(() -> dump(path, extent));
        } catch (IllegalArgumentException broken) {
            throw Refusals.of(path.toString(), "it begins as JSON and is none; write it anew");
        }
    }

    private Backup dump(Path path, Extent extent) {
        try {
            // Of a folder the table of contents is written last.
            Path written = Files.isDirectory(path) ? path.resolve("toc.dat") : path;
            Instant taken = Files.getLastModifiedTime(written).toInstant();
            Program restore = Program.fit("pg_restore", extent.major(), places, path.toString());
            return new Dump(path, restore, extent).accept(taken);
        } catch (IOException unreadable) {
            throw Refusals.of(
                    path.toString(),
                    "it is no dump that can be read; name a dump of pg_dump --format=custom" + " or directory");
        }
    }

    private static Optional<ToolReport> report(Path path) {
        try {
            if (Files.isDirectory(path) || Files.size(path) > LARGEST_REPORT) {
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
            return text.startsWith("{") || text.startsWith("[")
                    ? Optional.of(new ToolReport(path.toString(), Files.readString(path)))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Backup fresh(Backup backup) {
        Instant oldest = Instant.now().minus(age);
        backup.taken().filter(oldest::isAfter).ifPresent(taken -> {
            throw Refusals.of(
                    backup.where(),
                    "it is of " + taken + ", and may be no older than " + words(age) + "; make a new one");
        });
        return backup;
    }

    private static String words(Duration time) {
        return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
}
