package io.emcee.revision;

import static io.emcee.revision.Revisions.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every graph, on many that a seed decides. */
class RandomGraphTest {
    @ParameterizedTest
    @MethodSource("seeds")
    void ordersHaveEverythingOnceAndParentsFirst(int seed) {
        RevisionGraph graph = random(seed);
        assertOrder(graph, graph.byRelease());
        assertOrder(graph, graph.byPhase(graph.ids()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClosureIsClosedAndATargetHasWhatItsContractsAwait(int seed) {
        RevisionGraph graph = random(seed);
        for (RevisionId some : graph.ids()) {
            Set<RevisionId> closure = graph.closure(List.of(some));
            assertEquals(closure, graph.closure(closure));
            assertTrue(closure.containsAll(graph.revision(some).parents().toList()));
            Set<RevisionId> target = graph.target(List.of(some));
            assertEquals(target, graph.closure(target));
            assertEquals(target, graph.target(target));
            contracts(graph).stream()
                    .filter(target::contains)
                    .forEach(contract -> assertTrue(target.containsAll(graph.awaitedBy(contract))));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theClosingContractIsTheFirstThatWaitsByDefinition(int seed) {
        RevisionGraph graph = random(seed);
        Map<String, Integer> age = new TreeMap<>();
        graph.releases().forEach(release -> age.put(release, age.size()));
        for (RevisionId migration : of(graph, Phase.MIGRATE)) {
            Revision revision = graph.revision(migration);
            Optional<RevisionId> first = contracts(graph).stream()
                    .filter(contract -> !graph.closure(List.of(migration)).contains(contract))
                    .filter(contract -> graph.closure(List.of(contract)).containsAll(revision.dependsOn())
                            || age.get(revision.release())
                                    < age.get(graph.revision(contract).release()))
                    .findFirst();
            assertEquals(first, graph.closedBy(migration), () -> "seed " + seed + ", " + migration);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anUpgradeStepByStepAlwaysEndsUpToDate(int seed) {
        RevisionGraph graph = random(seed);
        Set<RevisionId> applied = new HashSet<>();
        Progress progress = Progress.none(graph);
        while (progress.stage(graph.ids()) != Stage.COMPLETE) {
            RevisionId next = progress.remaining(graph.ids()).get(0);
            assertTrue(applied.containsAll(graph.revision(next).parents().toList()), "before " + next);
            assertTrue(applied.add(next), () -> next + " a second time");
            progress = new Progress(graph, applied, Set.of());
        }
        assertEquals(graph.ids(), applied);
        assertEquals(
                new CompositeVersion(graph.head(Phase.BASE), graph.head(Phase.EXPAND), graph.head(Phase.CONTRACT)),
                progress.version());
    }

    private static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private static void assertOrder(RevisionGraph graph, List<RevisionId> order) {
        assertEquals(graph.size(), order.size());
        Set<RevisionId> before = new HashSet<>();
        for (RevisionId next : order) {
            assertTrue(before.containsAll(graph.revision(next).parents().toList()), "parents of " + next);
            graph.ids().stream()
                    .filter(migration -> graph.closedBy(migration).equals(Optional.of(next)))
                    .forEach(migration -> assertTrue(before.contains(migration), next + " before " + migration));
            assertTrue(before.add(next));
        }
    }

    /** In the order of their line. */
    private static List<RevisionId> contracts(RevisionGraph graph) {
        return of(graph, Phase.CONTRACT);
    }

    private static List<RevisionId> of(RevisionGraph graph, Phase phase) {
        return graph.byRelease().stream()
                .filter(id -> graph.revision(id).phase() == phase)
                .toList();
    }

    /** A trunk, then releases of a few revisions a phase, each of which needs some that were there before it. */
    private static RevisionGraph random(int seed) {
        Random random = new Random(seed);
        List<Revision> all = new ArrayList<>();
        grow(all, Phase.BASE, 1 + random.nextInt(3), 0, random);
        for (int release = 1; release <= 1 + random.nextInt(5); release++) {
            grow(all, Phase.EXPAND, random.nextInt(4), release, random);
            grow(all, Phase.MIGRATE, random.nextInt(4), release, random);
            grow(all, Phase.CONTRACT, random.nextInt(4), release, random);
        }
        Collections.shuffle(all, random);
        return RevisionGraph.of(all);
    }

    private static void grow(List<Revision> all, Phase phase, int count, int release, Random random) {
        for (int i = 0; i < count; i++) {
            List<RevisionId> parent = last(all, phase)
                    .or(() -> phase == Phase.MIGRATE ? Optional.empty() : last(all, Phase.BASE))
                    .filter(id -> phase != Phase.MIGRATE || random.nextBoolean())
                    .map(List::of)
                    .orElse(List.of());
            all.add(new Revision(
                    id(phase.word() + all.size()), phase, parent, needs(all, phase, random), "r" + release, "some"));
        }
    }

    private static Optional<RevisionId> last(List<Revision> all, Phase phase) {
        return all.stream()
                .filter(revision -> revision.phase() == phase)
                .map(Revision::id)
                .reduce((first, second) -> second);
    }

    private static List<RevisionId> needs(List<Revision> all, Phase phase, Random random) {
        int least = phase == Phase.MIGRATE || phase == Phase.CONTRACT ? 1 : 0;
        int count = phase == Phase.BASE ? 0 : least + random.nextInt(2);
        return random.ints(count, 0, Math.max(1, all.size()))
                .mapToObj(place -> all.get(place).id())
                .distinct()
                .collect(Collectors.toList());
    }
}
