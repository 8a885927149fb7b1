package io.emcee.revision;

import java.util.List;
import java.util.stream.Stream;

/**
 * One change, as the graph knows it.
 *
 * @param downRevisions its parents in its own branch; at most one in a revision set, more at a merge point of an
 *     Alembic folder
 * @param dependsOn revisions of other branches that must be applied before it
 * @param release the release it belongs to, such as {@code ocata}
 * @param summary one sentence for the operator
 */
public record Revision(
        RevisionId id,
        Phase phase,
        List<RevisionId> downRevisions,
        List<RevisionId> dependsOn,
        String release,
        String summary) {
    public Revision {
        downRevisions = List.copyOf(downRevisions);
        dependsOn = List.copyOf(dependsOn);
    }

    /** Every revision that must be applied before this one, over both kinds of edge. */
    public Stream<RevisionId> parents() {
        return Stream.concat(downRevisions.stream(), dependsOn.stream());
    }
}
