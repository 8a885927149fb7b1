package io.emcee.revision;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds everything that keeps revisions from being an Expand-Migrate-Contract graph, in one pass each. */
final class GraphCheck {
    private final Map<RevisionId, Revision> known = new LinkedHashMap<>();
    private final List<GraphProblem> problems = new ArrayList<>();

    private GraphCheck() {}

    static List<GraphProblem> of(Collection<Revision> revisions) {
        GraphCheck check = new GraphCheck();
        revisions.forEach(check::duplicate);
        check.known.values().forEach(check::parents);
        check.known.values().forEach(check::contract);
        check.circles();
        check.forks();
        return List.copyOf(check.problems);
    }

    private void duplicate(Revision revision) {
        if (known.putIfAbsent(revision.id(), revision) != null) {
            problem(revision, "the revision \"%s\" exists twice; give one of them another id", revision.id());
        }
    }

    private void parents(Revision revision) {
        for (RevisionId parent : revision.downRevisions()) {
            if (!known.containsKey(parent)) {
                problem(revision, "down_revision \"%s\" of \"%s\" does not exist", parent, revision.id());
            } else if (!mayFollow(revision(parent).phase(), revision.phase())) {
                problem(
                        revision,
                        "down_revision \"%s\" of \"%s\" is of phase %s; name it in depends_on instead",
                        parent,
                        revision.id(),
                        revision(parent).phase().word());
            }
        }
        for (RevisionId needed : revision.dependsOn()) {
            if (!known.containsKey(needed)) {
                problem(revision, "depends_on \"%s\" of \"%s\" does not exist", needed, revision.id());
            }
        }
    }

    /** A branch goes on in its own phase or begins at the trunk. */
    private static boolean mayFollow(Phase parent, Phase child) {
        return parent == child || (parent == Phase.BASE && child != Phase.MIGRATE);
    }

    private void contract(Revision revision) {
        if (revision.phase() == Phase.CONTRACT && revision.dependsOn().isEmpty()) {
            problem(
                    revision,
                    "the contract \"%s\" depends on nothing; name in depends_on the expand revision that it completes",
                    revision.id());
        }
    }

    /** Takes away whatever waits for nothing; what stays contains every circle. */
    private void circles() {
        Set<RevisionId> waiting = waiting(known.keySet());
        while (!waiting.isEmpty()) {
            List<RevisionId> circle = circle(waiting);
            problem(
                    revision(circle.get(0)),
                    "the revisions %s wait for one another in a circle",
                    circle.stream().map(id -> "\"" + id + "\"").collect(joining(" -> ")));
            circle.forEach(waiting::remove);
            waiting = waiting(waiting);
        }
    }

    /** Kahn's algorithm among some revisions. */
    private Set<RevisionId> waiting(Set<RevisionId> some) {
        Map<RevisionId, Integer> missing = new HashMap<>();
        Map<RevisionId, List<RevisionId>> children = new HashMap<>();
        Deque<RevisionId> free = new ArrayDeque<>();
        for (RevisionId id : some) {
            List<RevisionId> parents =
                    revision(id).parents().filter(some::contains).toList();
            parents.forEach(parent ->
                    children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id));
            missing.put(id, parents.size());
            if (parents.isEmpty()) {
                free.add(id);
            }
        }
        Set<RevisionId> left = new TreeSet<>(some);
        while (!free.isEmpty()) {
            RevisionId next = free.remove();
            left.remove(next);
            children.getOrDefault(next, List.of()).stream()
                    .filter(child -> missing.merge(child, -1, Integer::sum) == 0)
                    .forEach(free::add);
        }
        return left;
    }

    /** One circle among revisions that all wait: following their parents must come back. */
    private List<RevisionId> circle(Set<RevisionId> waiting) {
        List<RevisionId> path = new ArrayList<>();
        RevisionId at = waiting.iterator().next();
        while (!path.contains(at)) {
            path.add(at);
            at = revision(at).parents().filter(waiting::contains).findFirst().orElseThrow();
        }
        path.subList(0, path.indexOf(at)).clear();
        path.add(at);
        return path;
    }

    private Revision revision(RevisionId id) {
        return Objects.requireNonNull(known.get(id));
    }

    /** A branch is one line: it has one head. */
    private void forks() {
        for (Phase phase : EnumSet.of(Phase.BASE, Phase.EXPAND, Phase.CONTRACT)) {
            List<Revision> branch = known.values().stream()
                    .filter(revision -> revision.phase() == phase)
                    .toList();
            Set<RevisionId> followed = branch.stream()
                    .flatMap(revision -> revision.downRevisions().stream())
                    .collect(toSet());
            List<Revision> heads = branch.stream()
                    .filter(revision -> !followed.contains(revision.id()))
                    .toList();
            if (heads.size() > 1) {
                problem(
                        heads.get(heads.size() - 1),
                        "the %s branch forks: it has the heads %s; let one follow the other",
                        phase.word(),
                        heads.stream().map(head -> "\"" + head.id() + "\"").collect(joining(", ")));
            }
        }
    }

    private void problem(Revision revision, String sentence, Object... names) {
        problems.add(new GraphProblem(revision.id(), String.format(sentence, names)));
    }
}
