package io.emcee.revision;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds everything that keeps revisions from being an Expand-Migrate-Contract graph, in one pass each. */
final class GraphCheck {
    private static final String ID = "revision";
    private static final String DOWN = "down_revision";
    private static final String NEEDS = "depends_on";
    /** So many revisions of a circle are named. */
    private static final int LONG = 10;

    private final Map<RevisionId, Revision> known = new LinkedHashMap<>();
    private final Set<RevisionId> unreadable;
    private final List<GraphProblem> problems = new ArrayList<>();

    private GraphCheck(Set<RevisionId> unreadable) {
        this.unreadable = unreadable;
    }

    /** @param unreadable ids that exist, though nothing more can be said of them */
    static List<GraphProblem> of(Collection<Revision> revisions, Set<RevisionId> unreadable) {
        GraphCheck check = new GraphCheck(unreadable);
        revisions.forEach(check::duplicate);
        revisions.forEach(check::downRevisions);
        revisions.forEach(check::dependsOn);
        check.circles();
        check.forks();
        return List.copyOf(check.problems);
    }

    /** Only what keeps revisions from being a graph at all: ids that are there twice, unknown parents, circles. */
    static List<GraphProblem> links(Collection<Revision> revisions) {
        GraphCheck check = new GraphCheck(Set.of());
        revisions.forEach(check::duplicate);
        revisions.forEach(revision -> {
            check.missing(revision, DOWN, revision.downRevisions());
            check.missing(revision, NEEDS, revision.dependsOn());
        });
        check.circles();
        return List.copyOf(check.problems);
    }

    private void duplicate(Revision revision) {
        if (known.putIfAbsent(revision.id(), revision) != null) {
            problem(revision, ID, "the revision \"%s\" exists twice; give one of them another id", revision.id());
        }
    }

    private void downRevisions(Revision revision) {
        for (RevisionId parent : revision.downRevisions()) {
            if (!known.containsKey(parent)) {
                unknown(revision, DOWN, parent);
            } else if (!mayFollow(revision(parent).phase(), revision.phase())) {
                problem(
                        revision,
                        DOWN,
                        "down_revision \"%s\" of \"%s\" is of phase %s; name it in depends_on instead",
                        parent,
                        revision.id(),
                        revision(parent).phase().word());
            }
        }
    }

    /** A branch goes on in its own phase or begins at the trunk. */
    private static boolean mayFollow(Phase parent, Phase child) {
        return parent == child || (parent == Phase.BASE && child != Phase.MIGRATE);
    }

    private void dependsOn(Revision revision) {
        missing(revision, NEEDS, revision.dependsOn());
        if (revision.dependsOn().isEmpty()) {
            switch (revision.phase()) {
                case BASE, EXPAND -> {}
                case MIGRATE -> nothing(revision, "data migration", "fills");
                case CONTRACT -> nothing(revision, "contract", "completes");
            }
        }
    }

    private void missing(Revision revision, String key, List<RevisionId> parents) {
        parents.stream().filter(parent -> !known.containsKey(parent)).forEach(parent -> unknown(revision, key, parent));
    }

    private void unknown(Revision revision, String key, RevisionId parent) {
        if (!unreadable.contains(parent)) {
            problem(
                    revision,
                    key,
                    "%s \"%s\" of \"%s\" does not exist; name a revision of this set",
                    key,
                    parent,
                    revision.id());
        }
    }

    private void nothing(Revision revision, String what, String does) {
        problem(
                revision,
                NEEDS,
                "the %s \"%s\" depends on nothing; name in depends_on the expand revision that it %s",
                what,
                revision.id(),
                does);
    }

    private void circles() {
        Circles.among(known)
                .found()
                .forEach(circle -> problem(
                        revision(circle.get(0)),
                        ID,
                        "the revisions %s wait for one another in a circle; take one of these parents away",
                        words(circle)));
    }

    /** {@code "a" -> "b" -> "a"}; of a long one the beginning and the end. */
    private static String words(List<RevisionId> circle) {
        String begin = circle.stream().limit(LONG).map(GraphCheck::quoted).collect(joining(" -> "));
        return circle.size() <= LONG ? begin : begin + " -> ... -> " + quoted(circle.get(0));
    }

    /** A branch is one line: it begins once, and each revision of it is followed by one at most. */
    private void forks() {
        Map<Phase, Revision> first = new EnumMap<>(Phase.class);
        Map<RevisionId, Map<Phase, Revision>> next = new HashMap<>();
        known.values().stream()
                .filter(revision -> revision.phase().changesSchema())
                .forEach(revision -> {
                    if (begins(revision)) {
                        fork(first.putIfAbsent(revision.phase(), revision), revision, "begins twice, at %s and %s");
                    }
                    branchParents(revision).forEach(parent -> {
                        Map<Phase, Revision> followers = next.computeIfAbsent(parent, id -> new EnumMap<>(Phase.class));
                        Revision other = followers.putIfAbsent(revision.phase(), revision);
                        fork(other, revision, "forks: %s and %s both follow " + quoted(parent));
                    });
                });
    }

    private void fork(@Nullable Revision other, Revision revision, String how) {
        if (other != null) {
            String what = String.format(how, quoted(other.id()), quoted(revision.id()));
            problem(
                    revision,
                    DOWN,
                    "the %s branch %s; let one follow the other",
                    revision.phase().word(),
                    what);
        }
    }

    /** With no parent, or one on the trunk. */
    private boolean begins(Revision revision) {
        return revision.downRevisions().stream()
                .allMatch(parent -> known.containsKey(parent)
                        && revision(parent).phase() == Phase.BASE
                        && revision.phase() != Phase.BASE);
    }

    /** The parents that may be of the revision's own branch. */
    private Stream<RevisionId> branchParents(Revision revision) {
        return revision.downRevisions().stream()
                .filter(parent -> known.containsKey(parent)
                        ? revision(parent).phase() == revision.phase()
                        : unreadable.contains(parent));
    }

    private Revision revision(RevisionId id) {
        return Objects.requireNonNull(known.get(id));
    }

    private static String quoted(RevisionId id) {
        return "\"" + id + "\"";
    }

    private void problem(Revision revision, String key, String sentence, Object... names) {
        problems.add(new GraphProblem(revision, key, String.format(sentence, names)));
    }
}
