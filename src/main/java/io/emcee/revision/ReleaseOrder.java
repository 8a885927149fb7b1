package io.emcee.revision;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which release is older. A release comes after those that its revisions build on; where that leaves a choice, or where
 * releases build on one another, the one comes first whose first revision is nearer to the root.
 */
final class ReleaseOrder {
    private final Map<String, Set<String>> before = new LinkedHashMap<>();
    private final Map<String, Integer> start = new HashMap<>();

    private ReleaseOrder(List<Revision> parentsFirst) {
        Map<RevisionId, String> releases = new HashMap<>();
        Map<RevisionId, Integer> depth = new HashMap<>();
        for (Revision revision : parentsFirst) {
            releases.put(revision.id(), revision.release());
            Set<String> older = before.computeIfAbsent(revision.release(), release -> new LinkedHashSet<>());
            revision.parents().map(releases::get).forEach(older::add);
            older.remove(revision.release());
            int own = revision.parents().mapToInt(depth::get).max().orElse(-1) + 1;
            depth.put(revision.id(), own);
            start.merge(revision.release(), own, Math::min);
        }
    }

    /** The releases, oldest first. */
    static List<String> of(List<Revision> parentsFirst) {
        return new ReleaseOrder(parentsFirst).sorted();
    }

    private List<String> sorted() {
        List<String> given = List.copyOf(before.keySet());
        Map<String, Integer> position = new HashMap<>();
        given.forEach(release -> position.put(release, position.size()));
        Comparator<String> nearest = Comparator.comparingInt((String release) -> start.getOrDefault(release, 0))
                .thenComparingInt(release -> position.getOrDefault(release, 0));
        List<String> sorted = TopologicalOrder.of(
                before.keySet(), release -> before.getOrDefault(release, Set.of()).stream(), nearest);
        return sorted.size() == given.size()
                ? sorted
                : given.stream().sorted(nearest).toList();
    }
}
