package io.emcee.tui.screen;

import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.AlembicFolder;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Lanes;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The whole graph laid out for one progress, newest first.
 *
 * @param places the row of each revision among the lanes
 * @param marks what is said of a revision beside its name, such as {@code expand head}
 * @param shown what the revisions come from, and the database's version, when they can only be shown
 */
record GraphLayout(
        Progress progress,
        List<RevisionId> newestFirst,
        Lanes lanes,
        Map<RevisionId, Integer> places,
        Optional<RevisionId> next,
        Map<RevisionId, String> marks,
        Optional<Shown> shown) {
    GraphLayout {
        newestFirst = List.copyOf(newestFirst);
        places = Map.copyOf(places);
        marks = Map.copyOf(marks);
    }

    /** An Alembic folder and what {@code alembic_version} says. */
    record Shown(AlembicFolder folder, List<String> versions) {}

    static GraphLayout of(Facts facts) {
        Progress progress = facts.progress();
        RevisionGraph graph = progress.graph();
        Optional<RevisionId> next = facts.next().map(step -> step.revisions().get(0));
        List<Lanes.Node> nodes = new ArrayList<>();
        Map<RevisionId, Integer> places = new HashMap<>();
        List<RevisionId> newestFirst = newestFirst(graph);
        for (RevisionId id : newestFirst) {
            places.put(id, nodes.size());
            nodes.add(node(graph.revision(id), progress, next));
        }
        Optional<Shown> shown =
                facts.folder().map(folder -> new Shown(folder, facts.state().versions()));
        Map<RevisionId, String> marks = shown.map(from -> marks(from, graph)).orElseGet(() -> marks(progress));
        return new GraphLayout(progress, newestFirst, Lanes.of(nodes), places, next, marks, shown);
    }

    private static Map<RevisionId, String> marks(Progress progress) {
        Map<RevisionId, String> marks = new HashMap<>();
        for (Phase phase : List.of(Phase.EXPAND, Phase.CONTRACT)) {
            progress.graph()
                    .last(phase, progress.applied()::contains)
                    .ifPresent(id -> marks.put(id, phase.word() + " head"));
        }
        return marks;
    }

    /** The heads of the folder and those of the database are told apart. */
    private static Map<RevisionId, String> marks(Shown shown, RevisionGraph graph) {
        Map<RevisionId, String> marks = new HashMap<>();
        shown.folder().heads().forEach(id -> marks.put(id, "head"));
        shown.versions().forEach(text -> graph.find(text).ifPresent(id -> marks.put(id, "database head")));
        return marks;
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

    /** What a filter looks into. */
    String text(RevisionId id) {
        Revision revision = progress.graph().revision(id);
        return String.join(" ", name(id), revision.release(), revision.phase().word(), word(id), revision.summary());
    }

    /** Its row among the lanes. */
    int place(RevisionId id) {
        return Objects.requireNonNull(places.get(id));
    }

    /** {@code ocata_expand01 (expand head)}. */
    private String name(RevisionId id) {
        String mark = marks.get(id);
        return mark == null ? id.text() : id + " (" + mark + ")";
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
        if (shown.isPresent()) {
            return shownHeads(shown.get().versions());
        }
        String trunk = progress.version()
                .trunk()
                .map(id -> "trunk head: " + id + "   ")
                .orElse("");
        String both = trunk + "expand head: " + head(Phase.EXPAND) + "   contract head: " + head(Phase.CONTRACT);
        String version = "heads: " + progress.version();
        return both.length() <= columns || progress.version().isEmpty() ? both : version;
    }

    /** {@code alembic_version: a1b2, c3d4 (unknown)}. */
    private String shownHeads(List<String> versions) {
        String words = versions.stream()
                .map(text -> progress.graph().find(text).isPresent() ? text : text + " (unknown)")
                .collect(Collectors.joining(", "));
        return "alembic_version: " + (words.isEmpty() ? "nothing" : words);
    }

    private String head(Phase phase) {
        return progress.graph()
                .last(phase, progress.applied()::contains)
                .map(RevisionId::text)
                .orElse("none");
    }

    /** {@code 12 of 29 revisions applied}; with problems, how many, and the key of the screen that lists them. */
    String sum() {
        int problems = shown.map(from -> from.folder().problems().size()).orElse(0);
        return applied(progress) + (problems == 0 ? "" : ", " + Figures.plural(problems, "problem") + " (see 1)");
    }

    /** {@code 12 of 29 revisions applied}. */
    static String applied(Progress progress) {
        RevisionGraph graph = progress.graph();
        long done = graph.ids().stream().filter(progress::done).count();
        return Figures.count(done) + " of " + Figures.plural(graph.size(), "revision") + " applied";
    }
}
