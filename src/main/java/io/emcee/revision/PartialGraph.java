package io.emcee.revision;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of a graph as some revisions form: to be looked at, not to be run. Branches may fork and merge and contracts
 * may depend on nothing, as other tools allow; no contract ends a data migration.
 *
 * @param graph without the parents that are unknown, without the last step of a circle, and with the first of revisions
 *     that share an id
 * @param problems what the graph is without
 */
public record PartialGraph(RevisionGraph graph, List<GraphProblem> problems) {
    public PartialGraph {
        problems = List.copyOf(problems);
    }

    /** What can be kept of some revisions, in any order. */
    public static PartialGraph of(Collection<Revision> revisions) {
        Map<RevisionId, Revision> known = new LinkedHashMap<>();
        revisions.forEach(revision -> known.putIfAbsent(revision.id(), revision));
        Circles circles = Circles.among(known);
        List<GraphProblem> problems = GraphCheck.links(revisions);
        known.replaceAll((id, revision) -> kept(revision, circles));
        return new PartialGraph(RevisionGraph.unwaiting(known), problems);
    }

    private static Revision kept(Revision revision, Circles circles) {
        return new Revision(
                revision.id(),
                revision.phase(),
                circles.kept(revision.id(), revision.downRevisions()),
                circles.kept(revision.id(), revision.dependsOn()),
                revision.release(),
                revision.summary());
    }
}
