package io.emcee.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the programs of PostgreSQL are unpacked to, once for all servers of a user. */
final class Binaries {
    private Binaries() {}

    /** {@code emcee/postgres} in the user's cache (XDG base directory specification), else in the temporary folder. */
    static Path folder() {
        Path folder = cache().resolve("emcee").resolve("postgres");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            return Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }
}
