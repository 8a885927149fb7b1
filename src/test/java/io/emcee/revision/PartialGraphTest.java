package io.emcee.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of revisions that form no graph of a cycle. */
class PartialGraphTest {
    @Test
    void forksMergesAndLonelyContractsAreKept() {
        PartialGraph partial = PartialGraph.of(List.of(
                revision("a", Phase.BASE),
                revision("b", Phase.CONTRACT, "a"),
                revision("c", Phase.CONTRACT, "a"),
                revision("d", Phase.EXPAND, "b", "c")));
        assertEquals(List.of(), partial.problems());
        assertEquals(List.of("b", "c"), down(partial, "d"));
    }

    @Test
    void onlyTheLastStepOfCircleIsLost() {
        PartialGraph partial = PartialGraph.of(List.of(
                revision("a", Phase.BASE),
                revision("b", Phase.BASE, "a", "d"),
                revision("c", Phase.BASE, "b"),
                revision("d", Phase.BASE, "c"),
                revision("e", Phase.BASE, "d", "e")));
        assertEquals(
                List.of("\"b\" -> \"d\" -> \"c\" -> \"b\"", "\"e\" -> \"e\""),
                partial.problems().stream()
                        .map(GraphProblem::sentence)
                        .map(sentence -> sentence.replaceAll("the revisions (.*) wait.*", "$1"))
                        .toList());
        assertEquals(List.of("a", "d"), down(partial, "b"));
        assertEquals(List.of("c"), down(partial, "d"));
        assertEquals(List.of(), down(partial, "c"));
        assertEquals(List.of("d"), down(partial, "e"));
    }

    @Test
    void unknownParentsAndDuplicatesAreLost() {
        PartialGraph partial = PartialGraph.of(
                List.of(revision("a", Phase.BASE, "gone"), revision("a", Phase.BASE), revision("b", Phase.BASE, "a")));
        assertEquals(2, partial.problems().size());
        assertEquals(List.of(), down(partial, "a"));
        assertEquals(List.of("a"), down(partial, "b"));
    }

    @Test
    void noContractEndsDataMigration() {
        PartialGraph partial = PartialGraph.of(List.of(
                revision("e", Phase.EXPAND), revision("m", Phase.MIGRATE, "e"), revision("c", Phase.CONTRACT, "e")));
        RevisionId migrate = RevisionId.of("m");
        assertTrue(partial.graph().closedBy(migrate).isEmpty());
        Progress contracted =
                new Progress(partial.graph(), partial.graph().closure(List.of(RevisionId.of("c"))), Set.of());
        assertTrue(!contracted.done(migrate));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyRevisionsComeParentsFirst(long seed) {
        Random random = new Random(seed);
        List<Revision> some = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String[] parents = new String[random.nextInt(4)];
            for (int j = 0; j < parents.length; j++) {
                parents[j] = "r" + random.nextInt(70);
            }
            some.add(revision("r" + i, Phase.values()[random.nextInt(4)], parents));
        }
        RevisionGraph graph = PartialGraph.of(some).graph();
        assertEquals(60, graph.byRelease().size());
        Set<RevisionId> before = new HashSet<>();
        for (RevisionId id : graph.byRelease()) {
            assertTrue(before.containsAll(graph.revision(id).parents().toList()), id::text);
            before.add(id);
        }
    }

    @Test
    void longCirclesAreNamedInShort() {
        List<Revision> some = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            some.add(revision("r" + i, Phase.BASE, "r" + (i + 1) % 20_000));
        }
        PartialGraph partial = PartialGraph.of(some);
        assertEquals(20_000, partial.graph().byRelease().size());
        String sentence = partial.problems().get(0).sentence();
        assertTrue(sentence.contains("\"r9\" -> ... -> \"r0\" wait"), sentence);
    }

    private static Revision revision(String id, Phase phase, String... down) {
        return new Revision(
                RevisionId.of(id),
                phase,
                List.of(down).stream().map(RevisionId::of).toList(),
                List.of(),
                phase == Phase.CONTRACT ? "b" : "a",
                "");
    }

    private static List<String> down(PartialGraph partial, String id) {
        return partial.graph().revision(RevisionId.of(id)).downRevisions().stream()
                .map(RevisionId::text)
                .toList();
    }
}
