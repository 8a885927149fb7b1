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
 */
public record RevisionSet(
        String name,
        String summary,
        RevisionGraph graph,
        Map<RevisionId, Script> scripts,
        SoftDelete softDelete,
        Map<String, Guard> guarded,
        Map<String, RevisionId> legacy,
        Map<String, RevisionId> aliases) {
    public RevisionSet {
        scripts = Map.copyOf(scripts);
        guarded = Map.copyOf(guarded);
        legacy = Map.copyOf(legacy);
        aliases = Map.copyOf(aliases);
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
     * number.
     *
     * @throws UnknownVersion when it is none of these
     */
    public Collection<RevisionId> resolve(String version) {
        Optional<RevisionId> other =
                Optional.ofNullable(aliases.get(version)).or(() -> Optional.ofNullable(legacy.get(version)));
        if (other.isPresent()) {
            return List.of(other.get());
        }
        List<RevisionId> release = graph.release(version);
        if (!release.isEmpty()) {
            return release;
        }
        return graph.ids().stream()
                .filter(id -> id.text().equals(version))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new UnknownVersion(version, this));
    }
}
