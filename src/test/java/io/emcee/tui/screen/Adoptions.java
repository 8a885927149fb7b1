package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.engine.Adoption;
import io.emcee.engine.MissingTrigger;
import io.emcee.revision.CompositeVersion;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What another tool might have left, made by hand. */
final class Adoptions {
    private static final RevisionGraph GRAPH = Worlds.GLANCE.graph();

    private Adoptions() {}

    /** Of a database at ocata, where rows were passed over. */
    static Adoption first() {
        return adoption(List.of(), "ocata_contract01", Worlds.pending("ocata_migrate01", 7));
    }

    /** Of a database in the middle of the cycle, which Glance itself has expanded. */
    static Adoption withoutTriggers() {
        Adoption middle = adoption(List.of(), "ocata_expand01", Map.of());
        QualifiedName images = new QualifiedName("public", "images");
        return new Adoption(
                middle.source(),
                middle.versions(),
                middle.recorded(),
                middle.revisions(),
                middle.left(),
                middle.version(),
                middle.rows(),
                List.of(new MissingTrigger(RevisionId.of("ocata_expand01"), "insert_visibility", images)));
    }

    /** From ocata to pike. */
    static Adoption again() {
        return adoption(GRAPH.byPhase(Worlds.applied("ocata_contract01")), "pike_contract01", Map.of());
    }

    static Adoption nothing() {
        return adoption(GRAPH.byPhase(Worlds.applied("ocata_contract01")), "ocata_contract01", Map.of());
    }

    private static Adoption adoption(List<RevisionId> recorded, String version, Map<RevisionId, Long> left) {
        Set<RevisionId> applied = Worlds.applied(version);
        List<RevisionId> more = new ArrayList<>(GRAPH.byPhase(applied));
        more.removeAll(recorded);
        more.removeAll(left.keySet());
        return new Adoption(
                Adoption.Source.ALEMBIC,
                List.of(version),
                recorded,
                more,
                left,
                CompositeVersion.of(GRAPH, applied),
                List.of(version),
                List.of());
    }

    /** What is asked is answered. */
    static void answered(ScreenDriver<ConsoleState> screen, Adoption adoption) {
        screen.send(model -> Step.of(card(model).answered(Optional.of(adoption), Optional.empty(), model)));
    }

    static void refused(ScreenDriver<ConsoleState> screen, String why) {
        screen.send(model -> Step.of(card(model).answered(Optional.empty(), Optional.of(why), model)));
    }

    static AdoptCard card(ConsoleState model) {
        return (AdoptCard) UpgradeScreen.here(model).card();
    }
}
