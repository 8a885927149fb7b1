package io.emcee.revision;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
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
    private final Map<RevisionId, List<RevisionId>> children = new HashMap<>();
    private final Map<RevisionId, RevisionId> closing = new LinkedHashMap<>();
    private final Map<RevisionId, List<RevisionId>> closes = new HashMap<>();
    private final Map<RevisionId, Integer> depth = new HashMap<>();
    private final Map<String, Integer> releases = new LinkedHashMap<>();

    private RevisionGraph(Map<RevisionId, Revision> revisions) {
        this.revisions = revisions;
        revisions
                .values()
                .forEach(revision -> revision.parents()
                        .forEach(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                                .add(revision.id())));
        measureDepth();
        sortReleases();
        closeMigrations();
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
        return new RevisionGraph(revisions.stream()
                .collect(toMap(Revision::id, revision -> revision, (first, second) -> first, LinkedHashMap::new)));
    }

    /**
     * All that is wrong: unknown parents, a parent of another phase, a cycle, duplicate ids, forks of a branch,
     * contracts that depend on nothing. Empty for a usable graph.
     */
    public static List<GraphProblem> problems(Collection<Revision> revisions) {
        return GraphCheck.of(revisions);
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
        return byRelease().stream()
                .filter(id -> revision(id).phase() == phase && applied.test(id))
                .reduce((first, second) -> second);
    }

    /** The releases, oldest first: by the length of the longest way from the root to their first revision. */
    public List<String> releases() {
        return List.copyOf(releases.keySet());
    }

    /** Every revision of a release; empty when there is no such release. */
    public List<RevisionId> release(String release) {
        return revisions.values().stream()
                .filter(revision -> revision.release().equals(release))
                .map(Revision::id)
                .toList();
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
                closing.entrySet().stream()
                        .filter(entry -> reached.contains(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList(),
                reached);
        return reached;
    }

    /**
     * The contract that ends a data migration: the first one that waits for it. A contract waits for every migrate
     * revision whose {@code depends_on} all lie in the contract's own closure, and for all of an earlier release. Once
     * it is applied, the migration's question is never asked again, for its columns may be gone.
     */
    public Optional<RevisionId> closedBy(RevisionId migration) {
        return Optional.ofNullable(closing.get(migration));
    }

    /** The data migrations that must be done before a contract may run: its own and those of the contracts before. */
    public Set<RevisionId> awaitedBy(RevisionId contract) {
        Set<RevisionId> before = closure(List.of(contract));
        Set<RevisionId> awaited = new LinkedHashSet<>();
        closing.forEach((migration, closedBy) -> {
            if (before.contains(closedBy)) {
                awaited.add(migration);
            }
        });
        return awaited;
    }

    /** Parents first, and among the free ones expand before migrate before contract: the order of an upgrade. */
    public List<RevisionId> byPhase(Set<RevisionId> some) {
        return sort(some, Comparator.comparing(revision -> revision.phase()));
    }

    /** Parents first, and among the free ones the older release: the order of reading. */
    public List<RevisionId> byRelease() {
        return sort(revisions.keySet(), Comparator.comparingInt(this::age).thenComparing(Revision::phase));
    }

    /** Kahn's algorithm; a contract also comes after the data migrations that it waits for. */
    private List<RevisionId> sort(Set<RevisionId> some, Comparator<Revision> first) {
        Map<RevisionId, Integer> position = new HashMap<>();
        revisions.keySet().forEach(id -> position.put(id, position.size()));
        PriorityQueue<Revision> free =
                new PriorityQueue<>(first.thenComparing(revision -> position.get(revision.id())));
        Map<RevisionId, Integer> missing = new HashMap<>();
        Map<RevisionId, List<RevisionId>> after = new HashMap<>();
        for (RevisionId id : some) {
            List<RevisionId> before = Stream.concat(revision(id).parents(), closes.getOrDefault(id, List.of()).stream())
                    .filter(some::contains)
                    .distinct()
                    .toList();
            before.forEach(parent ->
                    after.computeIfAbsent(parent, key -> new ArrayList<>()).add(id));
            missing.put(id, before.size());
            if (before.isEmpty()) {
                free.add(revision(id));
            }
        }
        List<RevisionId> sorted = new ArrayList<>(some.size());
        while (!free.isEmpty()) {
            RevisionId next = free.remove().id();
            sorted.add(next);
            for (RevisionId waiting : after.getOrDefault(next, List.of())) {
                if (missing.merge(waiting, -1, Integer::sum) == 0) {
                    free.add(revision(waiting));
                }
            }
        }
        return List.copyOf(sorted);
    }

    /** Adds some revisions and everything before them to {@code reached}; answers the added ones. */
    private List<RevisionId> reach(Collection<RevisionId> some, Set<RevisionId> reached) {
        List<RevisionId> added = new ArrayList<>();
        Deque<RevisionId> open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            RevisionId next = open.pop();
            if (reached.add(next)) {
                added.add(next);
                revision(next).parents().forEach(open::push);
            }
        }
        return added;
    }

    private void measureDepth() {
        for (RevisionId id : sort(revisions.keySet(), Comparator.comparing(Revision::phase))) {
            depth.put(id, revision(id).parents().mapToInt(depth::get).max().orElse(-1) + 1);
        }
    }

    private void sortReleases() {
        Map<String, Integer> start = new LinkedHashMap<>();
        revisions.values().forEach(revision -> start.merge(revision.release(), depth.get(revision.id()), Math::min));
        start.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> releases.put(entry.getKey(), releases.size()));
    }

    /** Walks the contracts once, oldest first, while the closure of the contract at hand grows. */
    private void closeMigrations() {
        Set<RevisionId> reached = new HashSet<>();
        Set<Revision> open = new LinkedHashSet<>();
        revisions.values().stream()
                .filter(revision -> revision.phase() == Phase.MIGRATE)
                .forEach(open::add);
        revisions.values().stream()
                .filter(revision -> revision.phase() == Phase.CONTRACT)
                .sorted(Comparator.comparing(revision -> depth.get(revision.id())))
                .forEach(contract -> {
                    reach(List.of(contract.id()), reached);
                    open.removeIf(migration -> {
                        boolean waits = waits(contract, migration, reached);
                        if (waits) {
                            closing.put(migration.id(), contract.id());
                            closes.computeIfAbsent(contract.id(), id -> new ArrayList<>())
                                    .add(migration.id());
                        }
                        return waits;
                    });
                });
    }

    private boolean waits(Revision contract, Revision migration, Set<RevisionId> reached) {
        return reached.containsAll(migration.dependsOn())
                || (age(migration) < age(contract)
                        && !closure(List.of(migration.id())).contains(contract.id()));
    }

    /** The place of a revision's release among {@link #releases}, from 0. */
    private int age(Revision revision) {
        return releases.getOrDefault(revision.release(), 0);
    }
}
