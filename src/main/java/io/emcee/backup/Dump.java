package io.emcee.backup;

import io.emcee.engine.Backup;
import io.emcee.engine.GateRefused;
import io.emcee.json.Sizes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A dump of {@code pg_dump}, in a file or a folder. {@code pg_restore} reads it; nothing is restored. */
final class Dump {
    /** A table above this was not empty a moment ago. */
    private static final long LARGE = 1 << 20;

    private static final int NAMED = 5;
    private static final int SHOWN = 300;

    private final Path path;
    private final Program restore;
    private final Extent extent;

    Dump(Path path, Program restore, Extent extent) {
        this.path = path;
        this.restore = restore;
        this.extent = extent;
    }

    /**
     * Accepts it.
     *
     * @param taken when the file was written last
     * @throws GateRefused when it cannot be read, lacks a table, or has no row of a table that has rows
     */
    Backup accept(Instant taken) {
        List<String> contents = run(List.of("--list"), Integer.MAX_VALUE);
        List<String> missing = extent.tables().stream()
                .map(Extent.Held::name)
                .filter(table -> contents.stream()
                        .noneMatch(line -> line.contains(" TABLE DATA " + table.schema() + " " + table.name() + " ")))
                .map(Object::toString)
                .toList();
        if (!missing.isEmpty()) {
            throw Refusals.of(
                    path.toString(),
                    "it lacks the rows of " + missing.size() + " of "
                            + extent.tables().size() + " tables ("
                            + missing.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (missing.size() > NAMED ? ", ..." : "")
                            + "); dump all of them, and not only the structure");
        }
        refuseEmpty();
        return new Backup(
                Backup.Kind.DUMP,
                path.toString(),
                Optional.of(taken),
                Sizes.words(size()) + " with all of " + extent.tables().size() + " tables");
    }

    /** A dump of an empty copy names every table, too; but the first row may have come after the dump. */
    private void refuseEmpty() {
        List<Extent.Held> filled = extent.filled();
        List<Extent.Held> empty = filled.stream().filter(this::empty).toList();
        boolean all = !filled.isEmpty() && empty.size() == filled.size();
        empty.stream().filter(table -> all || table.bytes() > LARGE).findFirst().ifPresent(table -> {
            throw Refusals.of(
                    path.toString(),
                    "it has no row of " + table.name() + ", which has " + Sizes.words(table.bytes())
                            + "; make one of this database");
        });
    }

    /** Reads no further than the first row. */
    private boolean empty(Extent.Held table) {
        Pattern copy = Pattern.compile("^COPY .* FROM stdin;$");
        List<String> lines = new ArrayList<>();
        boolean[] begun = {false};
        read(
                List.of(
                        "--data-only",
                        "--schema=" + table.name().schema(),
                        "--table=" + table.name().name(),
                        "--file=-"),
                line -> {
                    if (begun[0] || line.startsWith("INSERT INTO ")) {
                        lines.add(line);
                        return false;
                    }
                    begun[0] = copy.matcher(line).find();
                    return true;
                });
        return lines.isEmpty() || lines.get(0).equals("\\.");
    }

    private long size() {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private List<String> run(List<String> options, int most) {
        List<String> lines = new ArrayList<>();
        read(options, line -> {
            lines.add(line);
            return lines.size() < most;
        });
        return lines;
    }

    /** Wants more lines or not. */
    private interface Reader {
        boolean more(String line);
    }

    private void read(List<String> options, Reader reader) {
        List<String> command = new ArrayList<>(List.of(restore.path().toString()));
        command.addAll(options);
        command.add(path.toAbsolutePath().toString());
        try {
            Path errors = Files.createTempFile("emcee", ".err");
            try {
                read(command, reader, errors);
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException failed) {
            throw Refusals.of(path.toString(), restore.path() + " could not be run: " + failed.getMessage());
        }
    }

    private void read(List<String> command, Reader reader, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!reader.more(line)) {
                    return;
                }
            }
            if (process.onExit().join().exitValue() != 0) {
                throw Refusals.of(path.toString(), "pg_restore cannot read it: " + said(errors));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String said(Path errors) throws IOException {
        String text = Files.readString(errors, StandardCharsets.ISO_8859_1)
                .strip()
                .replaceAll("\\s*\\n\\s*", "; ")
                .replaceFirst("^pg_restore: (error: )?", "");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
