package io.emcee.backup;

import io.emcee.database.ProgramFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where to look for PostgreSQL's programs.
 *
 * @param programs a folder before all others
 * @param environment as of {@link ProgramFolders#of}
 * @param installed as of {@link ProgramFolders#of}
 */
public record Places(Optional<Path> programs, Map<String, String> environment, Path installed) {
    public Places {
        environment = Map.copyOf(environment);
    }

    /** With the usual place of installed versions. */
    public static Places of(Optional<Path> programs, Map<String, String> environment) {
        return new Places(programs, environment, ProgramFolders.DEBIAN);
    }
}
