package io.emcee.script;

import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * All revisions of a service and what is known of its tables. Immutable.
 *
 * @param name what the set is called: {@code glance}
 * @param legacy revisions by the number that an older tool gave them
 * @param aliases revisions by a name they once had
 * @param alembic for a set that can only be shown, what else is known of it; such a set has no scripts
 */
public record RevisionSet(
        String name,
        String summary,
        RevisionGraph graph,
        Map<RevisionId, Script> scripts,
        SoftDelete softDelete,
        Map<String, Guard> guarded,
        Map<String, RevisionId> legacy,
        Map<String, RevisionId> aliases,
        Optional<AlembicFolder> alembic) {
    public RevisionSet {
        scripts = Map.copyOf(scripts);
        guarded = Map.copyOf(guarded);
        legacy = Map.copyOf(legacy);
        aliases = Map.copyOf(aliases);
    }

    /** A set that can only be shown. */
    static RevisionSet shown(String name, RevisionGraph graph, AlembicFolder alembic) {
        return new RevisionSet(
                name, "", graph, Map.of(), SoftDelete.COMMON, Map.of(), Map.of(), Map.of(), Optional.of(alembic));
    }

    /**
     * Keeps what needs the scripts from a set that can only be shown.
     *
     * @param what the operator wants, such as {@code expand}
     * @return this set
     * @throws ViewOnly when it can only be shown
     */
    public RevisionSet runnable(String what) {
        alembic.ifPresent(folder -> {
            throw new ViewOnly(what, folder.path());
        });
        return this;
    }

    /**
     * The script of a revision.
     *
     * @throws NoSuchElementException when the set has no such revision
     */
    public Script script(RevisionId id) {
        return Optional.ofNullable(scripts.get(id))
                .orElseThrow(() -> new NoSuchElementException("no revision \"" + id + "\""));
    }

    /**
     * What a version on the command line stands for: a revision, every revision of a release, an alias or a legacy
     * number, looked for in this order.
     *
     * @throws UnknownVersion when it is none of these
     */
    public Collection<RevisionId> resolve(String version) {
        Optional<RevisionId> one = graph.find(version)
                .or(() -> Optional.ofNullable(aliases.get(version)))
                .or(() -> Optional.ofNullable(legacy.get(version)));
        List<RevisionId> release = graph.release(version);
        if (one.isEmpty() && release.isEmpty()) {
            throw new UnknownVersion(version, this);
        }
        return one.map(List::of).orElse(release);
    }
}
