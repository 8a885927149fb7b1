package io.emcee.script;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The graphs of the bundled sets, against what the service's own tool knows. */
class BundledSetsTest {
    private final RevisionSet glance = RevisionSets.load("glance");

    @Test
    void glanceHasTheGraphOfItsOwnTool() {
        assertEquals("""
                42 liberty
                43 mitaka01 after liberty
                44 mitaka02 after mitaka01
                45 ocata_expand01 after mitaka02
                45 ocata_contract01 after mitaka02, ocata_expand01
                46 pike_expand01 after ocata_expand01
                46 pike_contract01 after ocata_contract01, pike_expand01
                47 queens_expand01 after pike_expand01
                47 queens_contract01 after pike_contract01, queens_expand01
                48 rocky_expand01 after queens_expand01
                49 rocky_expand02 after rocky_expand01
                48 rocky_contract01 after queens_contract01, rocky_expand01
                49 rocky_contract02 after rocky_contract01, rocky_expand02
                50 train_expand01 after rocky_expand02
                50 train_contract01 after rocky_contract02, train_expand01
                51 ussuri_expand01 after train_expand01
                51 ussuri_contract01 after train_contract01, ussuri_expand01
                52 wallaby_expand01 after ussuri_expand01
                52 wallaby_contract01 after ussuri_contract01, wallaby_expand01
                53 xena_expand01 after wallaby_expand01
                53 xena_contract01 after wallaby_contract01, xena_expand01
                54 yoga_expand01 after xena_expand01
                54 yoga_contract01 after xena_contract01, yoga_expand01
                55 zed_expand01 after yoga_expand01
                55 zed_contract01 after yoga_contract01, zed_expand01
                56 2023_1_expand01 after zed_expand01
                56 2023_1_contract01 after zed_contract01, 2023_1_expand01
                57 2024_1_expand01 after 2023_1_expand01
                57 2024_1_contract01 after 2023_1_contract01, 2024_1_expand01
                """, lines(glance, List.of(Phase.BASE, Phase.EXPAND, Phase.CONTRACT)));
    }

    @Test
    void everyExpandOfGlanceHasItsDataMigration() {
        assertEquals(
                lines(glance, List.of(Phase.EXPAND))
                        .lines()
                        .map(BundledSetsTest::migration)
                        .toList(),
                lines(glance, List.of(Phase.MIGRATE)).lines().toList());
    }

    @Test
    void onlyTheRevisionsThatChangeSomethingAreNoPlaceholders() {
        assertEquals(
                "liberty mitaka01 mitaka02 ocata_expand01 ocata_migrate01 ocata_contract01 pike_contract01 rocky_expand01"
                        + " rocky_expand02 train_migrate01 wallaby_expand01 2024_1_expand01",
                glance.graph().byRelease().stream()
                        .map(glance::script)
                        .filter(script -> !script.placeholder())
                        .map(script -> script.id().text())
                        .collect(joining(" ")));
    }

    @Test
    void onlyTwoContractsOfGlanceDropData() {
        assertEquals(
                List.of("ocata_contract01", "pike_contract01"),
                glance.graph().byRelease().stream()
                        .filter(id -> glance.script(id).dropsData())
                        .map(RevisionId::text)
                        .toList());
    }

    @Test
    void olderNumbersAndNamesOfGlanceAreKnown() {
        assertEquals("[mitaka02]", glance.resolve("44").toString());
        assertEquals("[ocata_contract01]", glance.resolve("45").toString());
        assertEquals("[ocata_contract01]", glance.resolve("ocata01").toString());
        assertEquals("[pike_contract01]", glance.resolve("pike01").toString());
        assertEquals(180, glance.guarded().get("images").age().toDays());
    }

    @Test
    void bexarHasThreeChangesAPhase() {
        assertEquals("""
                1 austin
                2 bexar_expand01 after austin
                3 bexar_expand02 after bexar_expand01
                4 bexar_expand03 after bexar_expand02
                2 bexar_migrate01 after bexar_expand01
                3 bexar_migrate02 after bexar_expand02
                4 bexar_migrate03 after bexar_expand03
                2 bexar_contract01 after austin, bexar_expand01
                3 bexar_contract02 after bexar_contract01, bexar_expand02
                4 bexar_contract03 after bexar_contract02, bexar_expand03
                """, lines(RevisionSets.load("bexar"), List.of(Phase.values())));
    }

    private static String migration(String expand) {
        return expand.replaceFirst("(\\d+) (\\w+)_expand(\\d+) .*", "$1 $2_migrate$3 after $2_expand$3");
    }

    private static String lines(RevisionSet set, List<Phase> phases) {
        return set.graph().byRelease().stream()
                .map(set::script)
                .filter(script -> phases.contains(script.revision().phase()))
                .map(BundledSetsTest::line)
                .collect(joining());
    }

    private static String line(Script script) {
        String parents = script.revision().parents().map(RevisionId::text).collect(joining(", "));
        return script.version() + " " + script.id() + (parents.isEmpty() ? "" : " after " + parents) + "\n";
    }
}
