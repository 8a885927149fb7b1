package io.emcee.rehearsal;

import io.emcee.database.ProgramFolders;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a pg_dump that fits a server: not older, since an older one refuses, and as near as can be had, since a newer
 * one may write what an older server does not know.
 *
 * @param found those there are, in the order in which they were looked for
 */
record Programs(List<PgDump> found) {
    static Programs look(Settings settings) {
        return new Programs(
                ProgramFolders.of(settings.programs(), settings.environment(), settings.installed()).stream()
                        .flatMap(folder -> PgDump.in(folder).stream())
                        .toList());
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
