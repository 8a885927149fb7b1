package io.emcee.revision;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The revisions of a set as a directed acyclic graph over both kinds of edge, {@code down_revision} and
 * {@code depends_on}. Immutable. Everything asked of the whole graph takes time linear in its size (times a logarithm
 * for an order).
 */
public final class RevisionGraph {
    private final Map<RevisionId, Revision> revisions;
    private final Map<String, RevisionId> byText = new HashMap<>();
    private final Map<RevisionId, Integer> position = new HashMap<>();
    private final Map<RevisionId, List<RevisionId>> children = new HashMap<>();
    private final Map<String, Integer> age = new HashMap<>();
    private final Map<String, List<RevisionId>> releases = new LinkedHashMap<>();
    private final Map<RevisionId, RevisionId> closedBy;
    private final Map<RevisionId, List<RevisionId>> closes = new HashMap<>();
    private final List<RevisionId> byRelease;
    private final Map<Phase, List<RevisionId>> branches = new EnumMap<>(Phase.class);

    /** @param waiting whether contracts wait for data migrations */
    private RevisionGraph(Map<RevisionId, Revision> revisions, boolean waiting) {
        this.revisions = revisions;
        revisions.values().forEach(this::link);
        List<Revision> parentsFirst =
                byPhase(revisions.keySet()).stream().map(this::revision).toList();
        for (String release : ReleaseOrder.of(parentsFirst)) {
            age.put(release, age.size());
            releases.put(release, new ArrayList<>());
        }
        closedBy = waiting ? Closing.of(parentsFirst, this::age) : Map.of();
        closedBy.forEach((migration, contract) ->
                closes.computeIfAbsent(contract, id -> new ArrayList<>()).add(migration));
        byRelease = sort(revisions.keySet(), Comparator.comparingInt(this::age).thenComparing(Revision::phase));
        byRelease.stream().map(this::revision).forEach(this::file);
    }

    private void link(Revision revision) {
        byText.put(revision.id().text(), revision.id());
        position.put(revision.id(), position.size());
        revision.parents()
                .forEach(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(revision.id()));
    }

    private void file(Revision revision) {
        releases.computeIfAbsent(revision.release(), name -> new ArrayList<>()).add(revision.id());
        branches.computeIfAbsent(revision.phase(), phase -> new ArrayList<>()).add(revision.id());
    }

    /**
     * The graph of some revisions, in any order.
     *
     * @throws InvalidGraph with all of {@link #problems}
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        List<GraphProblem> problems = problems(revisions);
        if (!problems.isEmpty()) {
            throw new InvalidGraph(problems);
        }
        return new RevisionGraph(
                revisions.stream()
                        .collect(toMap(
                                Revision::id, revision -> revision, (first, second) -> first, LinkedHashMap::new)),
                true);
    }

    /** The graph of revisions that need not follow the cycle, but know all their parents and form no circle. */
    static RevisionGraph unwaiting(Map<RevisionId, Revision> revisions) {
        return new RevisionGraph(new LinkedHashMap<>(revisions), false);
    }

    /**
     * All that is wrong: unknown parents, a parent of another phase, a cycle, duplicate ids, forks of a branch,
     * contracts and data migrations that depend on nothing. Empty for a usable graph.
     */
    public static List<GraphProblem> problems(Collection<Revision> revisions) {
        return problems(revisions, Set.of());
    }

    /**
     * As {@link #problems(Collection)}, for revisions of which some are known by their id alone.
     *
     * @param unreadable ids that exist, though nothing more can be said of them
     */
    public static List<GraphProblem> problems(Collection<Revision> revisions, Set<RevisionId> unreadable) {
        return GraphCheck.of(revisions, unreadable);
    }

    public int size() {
        return revisions.size();
    }

    public boolean contains(RevisionId id) {
        return revisions.containsKey(id);
    }

    /**
     * The revision of that id.
     *
     * @throws NoSuchElementException when the graph has none
     */
    public Revision revision(RevisionId id) {
        return Optional.ofNullable(revisions.get(id))
                .orElseThrow(() -> new NoSuchElementException("no revision \"" + id + "\""));
    }

    /** The revision whose id is that text, if there is one. */
    public Optional<RevisionId> find(String text) {
        return Optional.ofNullable(byText.get(text));
    }

    public Set<RevisionId> ids() {
        return revisions.keySet();
    }

    /** Who waits for a revision directly, over both kinds of edge. */
    public List<RevisionId> children(RevisionId id) {
        return List.copyOf(children.getOrDefault(id, List.of()));
    }

    /** The last revision of a branch; of migrate, which is no branch, the last in {@link #byRelease}. */
    public Optional<RevisionId> head(Phase phase) {
        return last(phase, id -> true);
    }

    /** The last revision of a branch among those that {@code applied} accepts. */
    public Optional<RevisionId> last(Phase phase, Predicate<RevisionId> applied) {
        List<RevisionId> branch = branches.getOrDefault(phase, List.of());
        for (int i = branch.size() - 1; i >= 0; i--) {
            if (applied.test(branch.get(i))) {
                return Optional.of(branch.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * The releases, oldest first: each after those that its revisions build on; where that leaves a choice, the one
     * whose first revision is nearer to the root.
     */
    public List<String> releases() {
        return List.copyOf(releases.keySet());
    }

    /** Every revision of a release, parents first; empty when there is no such release. */
    public List<RevisionId> release(String release) {
        return List.copyOf(releases.getOrDefault(release, List.of()));
    }

    /** Some revisions with everything that must be applied before them. */
    public Set<RevisionId> closure(Collection<RevisionId> some) {
        Set<RevisionId> reached = new LinkedHashSet<>();
        reach(some, reached);
        return reached;
    }

    /**
     * What an upgrade to some revisions applies: their closure, and for every contract in it the data migrations that
     * it waits for.
     */
    public Set<RevisionId> target(Collection<RevisionId> some) {
        Set<RevisionId> reached = closure(some);
        reach(
                closedBy.entrySet().stream()
                        .filter(entry -> reached.contains(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList(),
                reached);
        return reached;
    }

    /**
     * The contract that ends a data migration: the first one that waits for it. A contract waits for every migrate
     * revision whose {@code depends_on} all lie in the contract's own closure, and for all of an earlier release, but
     * never for one that itself comes after the contract. Once it is applied, the migration's question is never asked again, for its columns may be gone.
     */
    public Optional<RevisionId> closedBy(RevisionId migration) {
        return Optional.ofNullable(closedBy.get(migration));
    }

    /** The data migrations that must be done before a contract may run: its own and those of the contracts before. */
    public Set<RevisionId> awaitedBy(RevisionId contract) {
        Set<RevisionId> before = closure(List.of(contract));
        Set<RevisionId> awaited = new LinkedHashSet<>();
        closedBy.forEach((migration, closing) -> {
            if (before.contains(closing)) {
                awaited.add(migration);
            }
        });
        return awaited;
    }

    /**
     * Parents first, and among the free ones expand before migrate before contract, then the older release: the order
     * of an upgrade.
     */
    public List<RevisionId> byPhase(Set<RevisionId> some) {
        return sort(some, Comparator.comparing(Revision::phase).thenComparingInt(this::age));
    }

    /** Every revision, parents first, and among the free ones the older release: the order of reading. */
    public List<RevisionId> byRelease() {
        return byRelease;
    }

    /** A contract also comes after the data migrations that it waits for. */
    private List<RevisionId> sort(Set<RevisionId> some, Comparator<Revision> first) {
        return List.copyOf(TopologicalOrder.of(
                some,
                id -> Stream.concat(revision(id).parents(), closes.getOrDefault(id, List.of()).stream()),
                Comparator.comparing(this::revision, first).thenComparing(position::get)));
    }

    /** Adds some revisions and everything before them to {@code reached}. */
    private void reach(Collection<RevisionId> some, Set<RevisionId> reached) {
        Deque<RevisionId> open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            RevisionId next = open.pop();
            if (reached.add(next)) {
                revision(next).parents().forEach(open::push);
            }
        }
    }

    /** The place of a revision's release among {@link #releases}, from 0. */
    private int age(Revision revision) {
        return age.getOrDefault(revision.release(), 0);
    }
}
