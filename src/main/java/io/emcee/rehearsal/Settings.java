package io.emcee.rehearsal;

import io.emcee.database.ProgramFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How to rehearse.
 *
 * @param embedded whether on an embedded server although the role may create a database on the target's
 * @param programs a folder to look for pg_dump in, before all others
 * @param environment of which {@code PG_BIN}, a folder, and {@code PATH} are looked in
 * @param installed where packages of the system put each version of PostgreSQL, as {@code 17/bin}
 */
public record Settings(boolean embedded, Optional<Path> programs, Map<String, String> environment, Path installed) {
    public Settings {
        environment = Map.copyOf(environment);
    }

    /** With the usual place of installed versions. */
    public static Settings of(boolean embedded, Optional<Path> programs, Map<String, String> environment) {
        return new Settings(embedded, programs, environment, ProgramFolders.DEBIAN);
    }
}
