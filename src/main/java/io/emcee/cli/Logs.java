package io.emcee.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The log files of runs that have no terminal, in {@code emcee/runs} of the user's state folder (XDG base directory specification). */
record Logs(Optional<Path> folder) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss.SSS'Z'");
    /** The journal has everything; these are for when something went wrong with a process. */
    private static final int KEPT = 100;

    static Logs of(Map<String, String> environment) {
        return new Logs(Optional.of(environment.getOrDefault("XDG_STATE_HOME", ""))
                .filter(named -> named.startsWith("/"))
                .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> home + "/.local/state"))
                .map(state -> Path.of(state, "emcee", "runs")));
    }

    /** A new file that only its owner can read; empty where none can be made, which is no reason not to run. */
    Optional<Path> next() {
        return folder.flatMap(Logs::create);
    }

    private static Optional<Path> create(Path folder) {
        try {
            Files.createDirectories(folder);
            forget(folder);
            Path file = folder.resolve(ZonedDateTime.now(ZoneOffset.UTC).format(NAME) + "-"
                    + ProcessHandle.current().pid() + ".log");
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            return Optional.of(Files.createFile(file, owner));
        } catch (IOException | UnsupportedOperationException unwritable) {
            return Optional.empty();
        }
    }

    private static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted(Comparator.reverseOrder())
                    .skip(KEPT)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }
}
