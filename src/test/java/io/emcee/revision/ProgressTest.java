package io.emcee.revision;

import static io.emcee.revision.Revisions.graph;
import static io.emcee.revision.Revisions.id;
import static io.emcee.revision.Revisions.ids;
import static io.emcee.revision.Revisions.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The composite version and the stage of databases on their way. */
class ProgressTest {
    private final RevisionGraph bexar = graph("""
            austin base austin
            bexar_expand01 expand bexar after austin
            bexar_expand02 expand bexar after bexar_expand01
            bexar_expand03 expand bexar after bexar_expand02
            bexar_migrate01 migrate bexar needs bexar_expand01
            bexar_migrate02 migrate bexar needs bexar_expand02
            bexar_migrate03 migrate bexar needs bexar_expand03
            bexar_contract01 contract bexar after austin needs bexar_expand01
            bexar_contract02 contract bexar after bexar_contract01 needs bexar_expand02
            bexar_contract03 contract bexar after bexar_contract02 needs bexar_expand03
            """);

    private final RevisionGraph glance = graph("""
            mitaka02 base mitaka
            ocata_expand01 expand ocata after mitaka02
            ocata_migrate01 migrate ocata needs ocata_expand01
            ocata_contract01 contract ocata after mitaka02 needs ocata_expand01
            pike_expand01 expand pike after ocata_expand01
            pike_migrate01 migrate pike needs pike_expand01
            pike_contract01 contract pike after ocata_contract01 needs pike_expand01
            """);

    @Test
    void theVersionMovesAsInTheDocumentationRowByRow() {
        assertEquals("""
                austin | expand
                bexar_expand01 | expand
                bexar_expand02 | expand
                bexar_expand03 | migrate
                bexar_expand03 | migrate
                bexar_expand03 | migrate
                bexar_expand03 | contract
                bexar_expand03, bexar_contract01 | contract
                bexar_expand03, bexar_contract02 | contract
                bexar_expand03, bexar_contract03 | up to date
                """, walk(bexar, "bexar_migrate01 bexar_migrate02 bexar_migrate03"));
    }

    @Test
    void anEmptyDatabaseHasNoVersionAndIsToBeExpanded() {
        Progress none = Progress.none(glance);
        assertTrue(none.version().isEmpty());
        assertEquals("", none.version().toString());
        assertEquals(Stage.EXPAND, none.stage(glance.ids()));
        assertEquals(Optional.empty(), none.release());
    }

    @Test
    void theTrunkIsTheVersionUntilABranchBegins() {
        assertEquals("mitaka02", progress(glance, "mitaka02", "").version().toString());
        assertFalse(progress(glance, "mitaka02", "").version().isEmpty());
        assertEquals(
                new CompositeVersion(Optional.of(id("mitaka02")), Optional.of(id("ocata_expand01")), Optional.empty()),
                progress(glance, "mitaka02 ocata_expand01", "").version());
    }

    @Test
    void theStageIsThatOfTheTargetAskedFor() {
        Set<RevisionId> ocata = glance.target(glance.release("ocata"));
        Set<RevisionId> pike = glance.target(glance.release("pike"));
        Progress expanded = progress(glance, "mitaka02 ocata_expand01", "ocata_migrate01");
        assertEquals(Stage.MIGRATE, expanded.stage(ocata));
        assertEquals(Stage.EXPAND, expanded.stage(pike), "on the way to pike the expand of pike comes first");
        Progress atOcata = progress(glance, "mitaka02 ocata_expand01 ocata_migrate01 ocata_contract01", "");
        assertEquals(Stage.COMPLETE, atOcata.stage(ocata));
        assertEquals(Stage.EXPAND, atOcata.stage(pike));
    }

    @Test
    void anUpgradeThatSkipsAReleaseDoesEveryPhaseOnce() {
        assertEquals(
                "ocata_expand01 pike_expand01 ocata_migrate01 pike_migrate01 ocata_contract01 pike_contract01",
                text(progress(glance, "mitaka02", "").remaining(glance.target(glance.release("pike")))));
    }

    @Test
    void aMigrationInTheHistoryIsStillToDoWhileRowsArePending() {
        Set<RevisionId> all = glance.ids();
        String applied = "mitaka02 ocata_expand01 pike_expand01 ocata_migrate01 pike_migrate01";
        assertEquals(
                "ocata_migrate01 ocata_contract01 pike_contract01",
                text(progress(glance, applied, "ocata_migrate01").remaining(all)));
        assertEquals(Stage.MIGRATE, progress(glance, applied, "ocata_migrate01").stage(all));
        assertEquals(Stage.CONTRACT, progress(glance, applied, "").stage(all));
    }

    @Test
    void aMigrationThatNeverRanIsToDoEvenWhenNoRowIsPending() {
        assertFalse(progress(glance, "mitaka02 ocata_expand01", "").done(id("ocata_migrate01")));
    }

    @Test
    void pendingIsNoLongerAskedOnceTheClosingContractIsApplied() {
        String expanded = "mitaka02 ocata_expand01";
        assertTrue(progress(glance, expanded, "").open(id("ocata_migrate01")));
        Progress contracted = progress(glance, expanded + " ocata_contract01", "ocata_migrate01");
        assertFalse(contracted.open(id("ocata_migrate01")));
        assertTrue(contracted.done(id("ocata_migrate01")), "though it is neither recorded nor without pending rows");
        assertTrue(contracted.open(id("pike_migrate01")));
    }

    @Test
    void aMigrationThatNoContractClosesIsAskedForEver() {
        RevisionGraph open = graph("t1 base a\ne1 expand b after t1\nm1 migrate b needs e1");
        assertTrue(new Progress(open, open.ids(), Set.of()).open(id("m1")));
    }

    @Test
    void aDatabaseIsAtTheNewestReleaseOfWhichNothingIsLeft() {
        String ocata = "mitaka02 ocata_expand01 ocata_migrate01 ocata_contract01";
        assertEquals(
                Optional.of("mitaka"),
                progress(glance, "mitaka02 ocata_expand01", "").release());
        assertEquals(Optional.of("ocata"), progress(glance, ocata, "").release());
        assertEquals(
                Optional.of("ocata"),
                progress(glance, ocata + " pike_expand01", "").release());
        assertEquals(Optional.of("pike"), new Progress(glance, glance.ids(), Set.of()).release());
    }

    @Test
    void exitCodesAreThoseOfGlanceManage() {
        assertEquals(
                List.of(3, 4, 5, 0),
                Arrays.stream(Stage.values()).map(Stage::exitCode).toList());
        assertEquals(Stage.EXPAND, Stage.of(Phase.BASE));
        assertEquals(
                List.of("expand", "migrate", "contract", "up to date"),
                Arrays.stream(Stage.values()).map(Stage::words).toList());
    }

    private static Progress progress(RevisionGraph graph, String applied, String pending) {
        return new Progress(graph, ids(applied), ids(pending));
    }

    /** The version and the stage after each revision, in the order of an upgrade. */
    private static String walk(RevisionGraph graph, String pending) {
        StringBuilder table = new StringBuilder();
        Set<RevisionId> applied = new HashSet<>();
        Set<RevisionId> left = new HashSet<>(ids(pending));
        for (RevisionId next : graph.byPhase(graph.ids())) {
            applied.add(next);
            left.remove(next);
            Progress progress = new Progress(graph, applied, left);
            table.append(progress.version())
                    .append(" | ")
                    .append(progress.stage(graph.ids()).words())
                    .append("\n");
        }
        return table.toString();
    }
}
