package io.emcee.tui.screen;

import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Lanes;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole graph laid out for one progress, newest first.
 *
 * @param places the row of each revision among the lanes
 * @param heads the last applied revision of each branch
 */
record GraphLayout(
        Progress progress,
        Lanes lanes,
        Map<RevisionId, Integer> places,
        Optional<RevisionId> next,
        Map<RevisionId, Phase> heads) {

    static GraphLayout of(Progress progress) {
        RevisionGraph graph = progress.graph();
        Optional<RevisionId> next = progress.remaining(graph.ids()).stream().findFirst();
        List<Lanes.Node> nodes = new ArrayList<>();
        Map<RevisionId, Integer> places = new HashMap<>();
        for (RevisionId id : newestFirst(graph)) {
            places.put(id, nodes.size());
            nodes.add(node(graph.revision(id), progress, next));
        }
        Map<RevisionId, Phase> heads = new HashMap<>();
        for (Phase phase : List.of(Phase.EXPAND, Phase.CONTRACT)) {
            graph.last(phase, progress.applied()::contains).ifPresent(id -> heads.put(id, phase));
        }
        return new GraphLayout(progress, Lanes.of(nodes), places, next, heads);
    }

    private static List<RevisionId> newestFirst(RevisionGraph graph) {
        List<RevisionId> ids = new ArrayList<>(graph.byRelease());
        Collections.reverse(ids);
        return ids;
    }

    private static Lanes.Node node(Revision revision, Progress progress, Optional<RevisionId> next) {
        List<Lanes.Edge> edges = revision.parents()
                .map(parent -> new Lanes.Edge(
                        parent.text(), role(progress.graph().revision(parent).phase())))
                .toList();
        return new Lanes.Node(revision.id().text(), edges, mark(revision.id(), progress, next), role(revision.phase()));
    }

    private static Glyph mark(RevisionId id, Progress progress, Optional<RevisionId> next) {
        if (progress.done(id)) {
            return Glyph.APPLIED;
        }
        return next.filter(id::equals).isPresent() ? Glyph.TARGET : Glyph.WAITING;
    }

    static Role role(Phase phase) {
        return switch (phase) {
            case BASE -> Role.BASE;
            case EXPAND -> Role.EXPAND;
            case MIGRATE -> Role.MIGRATE;
            case CONTRACT -> Role.CONTRACT;
        };
    }

    /** What a filter looks into, newest first. */
    Map<RevisionId, String> texts() {
        Map<RevisionId, String> texts = new LinkedHashMap<>();
        for (RevisionId id : newestFirst(progress.graph())) {
            Revision revision = progress.graph().revision(id);
            String text = String.join(
                    " ", name(id), revision.release(), revision.phase().word(), word(id), revision.summary());
            texts.put(id, text);
        }
        return texts;
    }

    /** Its row among the lanes. */
    int place(RevisionId id) {
        return Objects.requireNonNull(places.get(id));
    }

    /** {@code ocata_expand01 (expand head)}. */
    private String name(RevisionId id) {
        Phase head = heads.get(id);
        return head == null ? id.text() : id + " (" + head.word() + " head)";
    }

    /** Name, state and release. */
    List<Span> cells(RevisionId id) {
        Revision revision = progress.graph().revision(id);
        return List.of(
                Span.of(name(id), role(revision.phase())),
                Span.of(word(id), stateRole(id)),
                Span.of(revision.release(), Role.DIM));
    }

    private String word(RevisionId id) {
        if (progress.done(id)) {
            return "applied";
        }
        return isNext(id) ? "next" : "pending";
    }

    private Role stateRole(RevisionId id) {
        if (progress.done(id)) {
            return Role.DONE;
        }
        return isNext(id) ? Role.NEXT : Role.PENDING;
    }

    private boolean isNext(RevisionId id) {
        return next.filter(id::equals).isPresent();
    }

    /** {@code expand head: ocata_expand01   contract head: none}; the version alone where that is too wide. */
    String heads(int columns) {
        String both = "expand head: " + head(Phase.EXPAND) + "   contract head: " + head(Phase.CONTRACT);
        String version = progress.version().toString();
        return both.length() <= columns || version.isEmpty() ? both : version;
    }

    private String head(Phase phase) {
        return heads.entrySet().stream()
                .filter(entry -> entry.getValue() == phase)
                .map(entry -> entry.getKey().text())
                .findFirst()
                .orElse("none");
    }

    /** {@code 12 of 29 revisions applied}. */
    String sum() {
        RevisionGraph graph = progress.graph();
        long done = graph.ids().stream().filter(progress::done).count();
        return Figures.count(done) + " of " + Figures.plural(graph.size(), "revision") + " applied";
    }
}
