package io.emcee.revision;

import static io.emcee.revision.Revisions.ids;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphCheckTest {
    @Test
    void aSoundGraphHasNoProblem() {
        assertProblems("", """
                t1 base a
                e1 expand b after t1
                m1 migrate b needs e1
                c1 contract b after t1 needs e1
                """);
        assertProblems("", "");
    }

    @Test
    void anUnknownParentIsNamedWithTheKeyThatNamesIt() {
        assertProblems("""
                e1 down_revision: down_revision "t9" of "e1" does not exist; name a revision of this set
                c1 depends_on: depends_on "e9" of "c1" does not exist; name a revision of this set
                """, """
                t1 base a
                e1 expand b after t9
                c1 contract b after t1 needs e9
                """);
    }

    @Test
    void aParentInAnotherBranchBelongsInDependsOn() {
        assertProblems("""
                c1 down_revision: down_revision "e1" of "c1" is of phase expand; name it in depends_on instead
                m1 down_revision: down_revision "t1" of "m1" is of phase base; name it in depends_on instead
                """, """
                t1 base a
                e1 expand b after t1
                c1 contract b after e1 needs e1
                m1 migrate b after t1 needs e1
                """);
    }

    @Test
    void aContractAndAMigrationDependOnSomething() {
        assertProblems("""
                c1 depends_on: the contract "c1" depends on nothing; name in depends_on the expand revision that it completes
                m1 depends_on: the data migration "m1" depends on nothing; name in depends_on the expand revision that it fills
                """, """
                t1 base a
                c1 contract b after t1
                m1 migrate b
                """);
    }

    @Test
    void theSecondOfTwoWithOneIdIsTheOneToMend() {
        List<Revision> twice = Revisions.parse("""
                t1 base a
                e1 expand b after t1
                e1 expand b after t9
                """);
        List<GraphProblem> problems = RevisionGraph.problems(twice);
        assertEquals("""
                e1 revision: the revision "e1" exists twice; give one of them another id
                e1 down_revision: down_revision "t9" of "e1" does not exist; name a revision of this set
                """, text(problems));
        assertSame(twice.get(2), problems.get(0).revision());
    }

    @Test
    void aCircleIsShownAllTheWayRound() {
        assertProblems("""
                e1 revision: the revisions "e1" -> "e3" -> "e2" -> "e1" wait for one another in a circle; take one of these parents away
                """, """
                t1 base a
                e1 expand b after e3
                e2 expand b after e1
                e3 expand b after e2
                m1 migrate b needs e3
                """);
    }

    @Test
    void aRevisionMayNotFollowItself() {
        assertProblems("""
                t1 revision: the revisions "t1" -> "t1" wait for one another in a circle; take one of these parents away
                """, "t1 base a after t1");
    }

    @Test
    void everyCircleIsFoundAlsoOverBothKindsOfEdge() {
        assertProblems("""
                c1 revision: the revisions "c1" -> "e1" -> "c1" wait for one another in a circle; take one of these parents away
                t8 revision: the revisions "t8" -> "t9" -> "t8" wait for one another in a circle; take one of these parents away
                """, """
                t1 base a
                e1 expand b after t1 needs c1
                c1 contract b after t1 needs e1
                t8 base a after t9
                t9 base a after t8
                """);
    }

    @Test
    void aBranchDoesNotFork() {
        assertProblems("""
                e2b down_revision: the expand branch forks: "e2" and "e2b" both follow "e1"; let one follow the other
                e2c down_revision: the expand branch forks: "e2" and "e2c" both follow "e1"; let one follow the other
                """, """
                t1 base a
                e1 expand b after t1
                e2 expand b after e1
                e2b expand b after e1
                e2c expand b after e1
                e3 expand b after e2
                """);
    }

    @Test
    void aBranchBeginsOnce() {
        assertProblems("""
                e2 down_revision: the expand branch begins twice, at "e1" and "e2"; let one follow the other
                s1 down_revision: the base branch begins twice, at "t1" and "s1"; let one follow the other
                c2 down_revision: the contract branch begins twice, at "c1" and "c2"; let one follow the other
                """, """
                t1 base a
                t2 base a after t1
                e1 expand b after t1
                e2 expand b after t2
                s1 base a
                c1 contract b after t2 needs e1
                c2 contract b needs e1
                """);
    }

    @Test
    void expandAndContractBothBeginAtTheTrunkAndMigrationsMayHangSideBySide() {
        assertProblems("", """
                t1 base a
                e1 expand b after t1
                c1 contract b after t1 needs e1
                m1 migrate b needs e1
                m2 migrate b after m1 needs e1
                m3 migrate b after m1 needs e1
                """);
    }

    @Test
    void whatFollowsAnUnreadableRevisionIsNoProblemButAForkThereIs() {
        List<Revision> some = Revisions.parse("""
                t1 base a
                e1 expand b after t1
                e3 expand b after e2
                e4 expand b after e2
                m1 migrate b needs e2
                """);
        assertEquals("""
                e4 down_revision: the expand branch forks: "e3" and "e4" both follow "e2"; let one follow the other
                """, text(RevisionGraph.problems(some, ids("e2"))));
    }

    @Test
    void everyProblemComesOutAtOnce() {
        String broken = """
                t1 base a
                t1 base a
                e1 expand b after t9
                e2 expand b after e3
                e3 expand b after e2
                e4 expand b after t1
                e5 expand b after t1
                c1 contract b after t1
                """;
        assertEquals("""
                t1 revision: the revision "t1" exists twice; give one of them another id
                e1 down_revision: down_revision "t9" of "e1" does not exist; name a revision of this set
                c1 depends_on: the contract "c1" depends on nothing; name in depends_on the expand revision that it completes
                e2 revision: the revisions "e2" -> "e3" -> "e2" wait for one another in a circle; take one of these parents away
                e5 down_revision: the expand branch begins twice, at "e4" and "e5"; let one follow the other
                """, text(RevisionGraph.problems(Revisions.parse(broken))));
        InvalidGraph refused = assertThrows(InvalidGraph.class, () -> RevisionGraph.of(Revisions.parse(broken)));
        assertEquals(5, refused.problems().size());
    }

    private static void assertProblems(String expected, String revisions) {
        assertEquals(expected, text(RevisionGraph.problems(Revisions.parse(revisions), Set.of())));
    }

    private static String text(List<GraphProblem> problems) {
        return problems.stream()
                .map(problem -> problem.revision().id() + " " + problem.key() + ": " + problem.sentence() + "\n")
                .collect(joining());
    }
}
