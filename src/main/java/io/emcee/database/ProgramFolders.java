package io.emcee.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where PostgreSQL's programs may be on this machine. */
public final class ProgramFolders {
    /** Where packages of the system put each version of PostgreSQL, as {@code 17/bin}. */
    public static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    private ProgramFolders() {}

    /**
     * The folders in the order in which they are to be looked into; they need not exist.
     *
     * @param wanted before all others
     * @param environment of which {@code PG_BIN}, a folder, and {@code PATH} are looked in
     * @param installed such as {@link #DEBIAN}
     */
    public static List<Path> of(Optional<Path> wanted, Map<String, String> environment, Path installed) {
        List<Path> folders = new ArrayList<>();
        wanted.ifPresent(folders::add);
        path(environment.getOrDefault("PG_BIN", "")).ifPresent(folders::add);
        PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .forEach(entry -> path(entry).ifPresent(folders::add));
        folders.addAll(installed(installed));
        return folders.stream()
                .collect(Collectors.toMap(
                        ProgramFolders::real, folder -> folder, (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** {@code /bin} is often {@code /usr/bin} by another name. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException missing) {
            return folder;
        }
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
}
