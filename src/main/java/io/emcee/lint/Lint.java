package io.emcee.lint;

import io.emcee.catalog.SchemaShape;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/** The linter. Pure: it reads the set and, where there is one, what a database has said of its tables. */
public final class Lint {
    private Lint() {}

    /** Every revision of a set, without a database: a table may be of any size. */
    public static Report of(RevisionSet set) {
        return walk(set, set.graph().byRelease(), new World(OptionalInt.empty(), "public"));
    }

    /**
     * The revisions that a database does not have yet, by the size of its tables and the version of its server.
     *
     * @param applied those whose effect {@code database} shows already; they are left out
     */
    public static Report of(RevisionSet set, Collection<RevisionId> applied, SchemaShape database) {
        List<RevisionId> next = new ArrayList<>(set.graph().byRelease());
        next.removeAll(applied);
        return walk(set, next, Worlds.of(database));
    }

    private static Report walk(RevisionSet set, List<RevisionId> ids, World world) {
        return new Report(ids.stream()
                .map(id -> new RevisionLint(world, set.script(id)).read())
                .toList());
    }
}
