package io.emcee.revision;

import static io.emcee.revision.Revisions.graph;
import static io.emcee.revision.Revisions.id;
import static io.emcee.revision.Revisions.ids;
import static io.emcee.revision.Revisions.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionGraphTest {
    private static final int RELEASES = 3_333;
    private static final RevisionGraph BIG = RevisionGraph.of(thousands());

    /** Two releases after a trunk; given out of order. */
    private final RevisionGraph graph = graph("""
            c2 contract pike after c1 needs e3
            m2 migrate pike needs e3
            e3 expand pike after e2
            c1 contract ocata after t2 needs e1
            m1 migrate ocata needs e2
            e2 expand ocata after e1
            e1 expand ocata after t2
            t2 base mitaka after t1
            t1 base liberty
            """);

    @Test
    void aClosureHoldsEveryAncestorOverBothKindsOfEdge() {
        assertEquals(ids("c1 t2 t1 e1"), graph.closure(ids("c1")));
        assertEquals(ids("m1 e2 e1 t2 t1"), graph.closure(ids("m1")));
        assertEquals(ids("e1 m2 e3 e2 t2 t1"), graph.closure(ids("e1 m2")));
        assertEquals(Set.of(), graph.closure(Set.of()));
    }

    @Test
    void theTargetOfAContractBringsTheMigrationsThatItAwaitsWithTheirParents() {
        assertEquals(ids("t1 t2 e1 c1"), graph.target(ids("c1")));
        assertEquals(ids("t1 t2 e1 e2 e3 m1 m2 c1 c2"), graph.target(ids("c2")));
    }

    @Test
    void theTargetOfAnExpandHasNeitherMigrationNorContract() {
        assertEquals(ids("t1 t2 e1 e2 e3"), graph.target(ids("e3")));
    }

    @Test
    void anUpgradeExpandsThenMigratesThenContracts() {
        assertEquals("t1 t2 e1 e2 e3 m1 m2 c1 c2", text(graph.byPhase(graph.ids())));
    }

    @Test
    void someRevisionsAreSortedWithoutTheOthers() {
        assertEquals("e2 m1 c2", text(graph.byPhase(ids("c2 m1 e2"))));
    }

    @Test
    void aReaderSeesReleaseAfterRelease() {
        assertEquals("t1 t2 e1 e2 m1 c1 e3 m2 c2", text(graph.byRelease()));
    }

    @Test
    void anExpandThatNeedsAContractWaitsForItInBothOrders() {
        RevisionGraph chained = graph("""
                t1 base a
                e1 expand b after t1
                c1 contract b after t1 needs e1
                e2 expand c after e1 needs c1
                """);
        assertEquals("t1 e1 c1 e2", text(chained.byPhase(chained.ids())));
        assertEquals("t1 e1 c1 e2", text(chained.byRelease()));
    }

    @Test
    void everyBranchHasAHead() {
        assertEquals(Optional.of(id("t2")), graph.head(Phase.BASE));
        assertEquals(Optional.of(id("e3")), graph.head(Phase.EXPAND));
        assertEquals(Optional.of(id("m2")), graph.head(Phase.MIGRATE));
        assertEquals(Optional.of(id("c2")), graph.head(Phase.CONTRACT));
        assertEquals(Optional.empty(), graph("t1 base a").head(Phase.EXPAND));
    }

    @Test
    void theLastAppliedOfABranchMayBeAnyOfIt() {
        assertEquals(Optional.of(id("e2")), graph.last(Phase.EXPAND, ids("t1 e1 e2 c1")::contains));
        assertEquals(Optional.empty(), graph.last(Phase.MIGRATE, ids("e1")::contains));
    }

    @Test
    void releasesStandInTheOrderOfTheirRevisions() {
        assertEquals(List.of("liberty", "mitaka", "ocata", "pike"), graph.releases());
        assertEquals("e1 e2 m1 c1", text(graph.release("ocata")));
        assertEquals(List.of(), graph.release("zed"));
    }

    @Test
    void aReleaseWithNothingButAContractStaysBeforeTheReleaseThatBuildsOnIt() {
        RevisionGraph sparse = graph("""
                t1 base a
                e1 expand b after t1
                c1 contract b after t1 needs e1
                e3 expand d after e1
                m3 migrate d needs e3
                c3 contract d after c2 needs e3
                c2 contract c after c1 needs e1
                """);
        assertEquals(List.of("a", "b", "c", "d"), sparse.releases());
        assertEquals(Optional.of(id("c3")), sparse.closedBy(id("m3")));
    }

    @Test
    void releasesThatBuildOnOneAnotherStandByTheirFirstRevision() {
        RevisionGraph mixed = graph("""
                t1 base a
                c1 contract c after t1 needs e2
                e3 expand b after e2
                e2 expand c after e1
                e1 expand b after t1
                m1 migrate b needs e3
                """);
        assertEquals(List.of("a", "b", "c"), mixed.releases());
        assertEquals(Optional.of(id("c1")), mixed.closedBy(id("m1")), "b is the older one");
    }

    @Test
    void aContractClosesTheMigrationsWhoseNeedsLieInItsClosure() {
        RevisionGraph bexar = graph("""
                t1 base a
                e1 expand b after t1
                e2 expand b after e1
                m1 migrate b needs e1
                m2 migrate b needs e2
                c1 contract b after t1 needs e1
                c2 contract b after c1 needs e2
                """);
        assertEquals(Optional.of(id("c1")), bexar.closedBy(id("m1")));
        assertEquals(Optional.of(id("c2")), bexar.closedBy(id("m2")));
        assertEquals(ids("m1"), bexar.awaitedBy(id("c1")));
        assertEquals(ids("m1 m2"), bexar.awaitedBy(id("c2")));
    }

    @Test
    void aContractClosesEveryMigrationOfAnEarlierRelease() {
        assertEquals(Optional.of(id("c2")), graph.closedBy(id("m1")), "c1 needs e1 only, and c2 is of a later release");
        assertEquals(Optional.of(id("c2")), graph.closedBy(id("m2")));
        assertEquals(Set.of(), graph.awaitedBy(id("c1")));
    }

    @Test
    void aMigrationOfALaterReleaseIsNotAwaited() {
        RevisionGraph open = graph("""
                t1 base a
                e1 expand b after t1
                c1 contract b after t1 needs e1
                e2 expand c after e1
                m2 migrate c needs e2
                """);
        assertEquals(Optional.empty(), open.closedBy(id("m2")));
    }

    @Test
    void aContractNeverWaitsForAMigrationThatComesAfterIt() {
        RevisionGraph after = graph("""
                t1 base a
                e1 expand b after t1
                c1 contract b after t1 needs e1
                m1 migrate b needs c1
                c2 contract b after c1 needs e1
                """);
        assertEquals(Optional.of(id("c2")), after.closedBy(id("m1")));
        assertEquals("t1 e1 c1 m1 c2", text(after.byPhase(after.ids())));
        assertEquals("t1 e1 c1 m1 c2", text(after.byRelease()));
    }

    @Test
    void aMigrationMayFollowAnother() {
        RevisionGraph row = graph("""
                t1 base a
                e1 expand b after t1
                m2 migrate b after m1 needs e1
                m1 migrate b needs e1
                c1 contract b after t1 needs e1
                """);
        assertEquals("t1 e1 m1 m2 c1", text(row.byPhase(row.ids())));
        assertEquals(ids("m1 m2"), row.awaitedBy(id("c1")));
    }

    @Test
    void childrenAreThoseThatWaitDirectly() {
        assertEquals(ids("c1 e1"), Set.copyOf(graph.children(id("t2"))));
        assertEquals(List.of(), graph.children(id("c2")));
    }

    @Test
    void whatTheGraphHasIsFoundById() {
        assertTrue(graph.contains(id("m1")));
        assertFalse(graph.contains(id("m9")));
        assertEquals(Optional.of(id("m1")), graph.find("m1"));
        assertEquals(Optional.empty(), graph.find("not an id"));
        assertEquals(
                "no revision \"m9\"",
                assertThrows(NoSuchElementException.class, () -> graph.revision(id("m9")))
                        .getMessage());
    }

    @Test
    void tenThousandRevisionsAreAnsweredLikeTen() {
        assertEquals(3 * RELEASES + 1, BIG.byRelease().size());
        assertEquals(3 * RELEASES + 1, BIG.byPhase(BIG.ids()).size());
        assertEquals(BIG.ids(), BIG.target(List.of(id("c" + RELEASES))));
        assertEquals(RELEASES, BIG.awaitedBy(id("c" + RELEASES)).size());
        assertEquals(RELEASES + 1, BIG.releases().size());
        assertEquals(Optional.of(id("c42")), BIG.closedBy(id("m42")));
        Progress done = new Progress(BIG, BIG.ids(), Set.of());
        assertEquals(Optional.of("r" + RELEASES), done.release());
        assertEquals("e3333, c3333", done.version().toString());
    }

    @Test
    void theVersionOfABigGraphIsALookUp() {
        Set<RevisionId> applied = new HashSet<>(BIG.ids());
        for (int i = RELEASES; i > RELEASES - 1_000; i--) {
            applied.remove(id("c" + i));
            assertEquals(
                    Optional.of(id("c" + (i - 1))),
                    CompositeVersion.of(BIG, applied).contract());
        }
    }

    /** Releases of one revision a phase. */
    private static List<Revision> thousands() {
        List<Revision> all = new ArrayList<>();
        all.add(Revisions.revision("t1 base r0"));
        for (int i = 1; i <= RELEASES; i++) {
            String expand = i == 1 ? "t1" : "e" + (i - 1);
            String contract = i == 1 ? "t1" : "c" + (i - 1);
            all.add(Revisions.revision("e%d expand r%d after %s".formatted(i, i, expand)));
            all.add(Revisions.revision("m%d migrate r%d needs e%d".formatted(i, i, i)));
            all.add(Revisions.revision("c%d contract r%d after %s needs e%d".formatted(i, i, contract, i)));
        }
        return all;
    }
}
