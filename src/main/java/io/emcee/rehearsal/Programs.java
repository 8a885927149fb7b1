package io.emcee.rehearsal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for a pg_dump that fits a server: not older, since an older one refuses, and as near as can be had, since a newer
 * one may write what an older server does not know.
 *
 * @param found those there are, in the order in which they were looked for
 */
record Programs(List<PgDump> found) {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    static Programs look(Settings settings) {
        return new Programs(folders(settings).stream()
                .distinct()
                .flatMap(folder -> PgDump.in(folder).stream())
                .toList());
    }

    private static List<Path> folders(Settings settings) {
        List<Path> folders = new ArrayList<>();
        settings.programs().ifPresent(folders::add);
        path(settings.environment().getOrDefault("PG_BIN", "")).ifPresent(folders::add);
        PATH_SEPARATOR
                .splitAsStream(settings.environment().getOrDefault("PATH", ""))
                .forEach(entry -> path(entry).ifPresent(folders::add));
        folders.addAll(installed(settings.installed()));
        return folders;
    }

    /** Never one that begins at the working directory, whose owner may be anybody. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    private static List<Path> installed(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(parent)) {
            return versions.map(version -> version.resolve("bin")).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    Optional<PgDump> fit(int major) {
        return found.stream().filter(program -> program.major() >= major).min(Comparator.comparing(PgDump::major));
    }

    /** Why none fits, as a clause. */
    String lack(int major) {
        if (found.isEmpty()) {
            return "no pg_dump was found; it needs one of version " + major + " or later";
        }
        PgDump newest = Collections.max(found, Comparator.comparing(PgDump::major));
        return newest + " is older than the server; it needs version " + major + " or later";
    }
}
