package io.emcee.tui.screen;

import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Lanes;
import io.emcee.tui.paint.ListState;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The revisions, newest first, as lanes; beside them, or in their place on a narrow terminal, the details of one.
 *
 * @param drawn the lanes, once the facts are there
 * @param rows which of the drawn rows are shown, in order
 * @param details the open details; empty while the list has the keys
 */
record GraphScreen(Optional<Drawn> drawn, List<Integer> rows, ListState list, String filter, Optional<Details> details)
        implements Screen {
    /** From so many columns on, list and details stand side by side. */
    private static final int WIDE = 100;

    /** The whole graph laid out for one progress. */
    record Drawn(Progress progress, List<RevisionId> newestFirst, Lanes lanes, Optional<RevisionId> next) {}

    static GraphScreen start() {
        return new GraphScreen(Optional.empty(), List.of(), ListState.of(0), "", Optional.empty());
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.GO,
                Action.FILTER,
                Action.UP,
                Action.DOWN,
                Action.PAGE_UP,
                Action.PAGE_DOWN,
                Action.TOP,
                Action.BOTTOM,
                Action.BACK);
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        if (action == Action.BACK) {
            return Optional.empty();
        }
        return drawn.isEmpty() ? Optional.of("The revisions have not been read yet.") : Optional.empty();
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        if (state.facts().isEmpty()) {
            return Step.of(state);
        }
        Progress progress = state.facts().get().progress();
        GraphScreen current = this;
        if (drawn.isEmpty() || !drawn.get().progress().equals(progress)) {
            boolean first = drawn.isEmpty();
            current = new GraphScreen(Optional.of(draw(progress)), rows, list, filter, details).filtered(filter);
            current = first ? current.centred(height(state)) : current;
        }
        ListState fitted = current.list.fit(height(state));
        return Step.of(
                state.with(Tab.GRAPH, new GraphScreen(current.drawn, current.rows, fitted, filter, current.details)));
    }

    /** The selected row in the middle, so that what comes before and after it is seen. */
    private GraphScreen centred(int height) {
        return with(new ListState(list.selected(), Math.max(0, list.selected() - height / 2), list.count()));
    }

    private static Drawn draw(Progress progress) {
        RevisionGraph graph = progress.graph();
        List<RevisionId> newestFirst = new ArrayList<>(graph.byRelease());
        Collections.reverse(newestFirst);
        Optional<RevisionId> next = progress.remaining(graph.ids()).stream().findFirst();
        Lanes lanes = Lanes.of(newestFirst.stream()
                .map(id -> node(graph.revision(id), progress, next))
                .toList());
        return new Drawn(progress, newestFirst, lanes, next);
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

    @Override
    public Screen filtered(String text, ConsoleState state) {
        GraphScreen changed = filtered(text);
        return new GraphScreen(changed.drawn, changed.rows, changed.list.fit(height(state)), text, Optional.empty());
    }

    private GraphScreen filtered(String text) {
        Optional<RevisionId> selected = selected();
        List<Integer> kept = drawn.map(
                        graph -> IntStream.range(0, graph.newestFirst().size())
                                .filter(row -> matches(graph, row, text))
                                .boxed()
                                .toList())
                .orElse(List.of());
        int place = selected.flatMap(id -> kept.stream()
                        .filter(row -> drawn.get().newestFirst().get(row).equals(id))
                        .findFirst()
                        .map(kept::indexOf))
                .or(() -> nextPlace(kept))
                .orElse(0);
        return new GraphScreen(drawn, kept, new ListState(place, list.top(), kept.size()), text, details);
    }

    /** Where the list opens: at what comes next, else at the top. */
    private Optional<Integer> nextPlace(List<Integer> kept) {
        return drawn.flatMap(Drawn::next)
                .map(next -> kept.indexOf(drawn.get().newestFirst().indexOf(next)))
                .filter(place -> place >= 0);
    }

    private static boolean matches(Drawn graph, int row, String text) {
        Revision revision =
                graph.progress().graph().revision(graph.newestFirst().get(row));
        String all = revision.id() + " " + revision.release() + " "
                + revision.phase().word() + " " + word(revision.id(), graph) + " " + revision.summary();
        return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private Optional<RevisionId> selected() {
        return drawn.isPresent() && list.selected() < rows.size()
                ? Optional.of(drawn.get().newestFirst().get(rows.get(list.selected())))
                : Optional.empty();
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        if (details.isPresent()) {
            return Step.of(state.with(Tab.GRAPH, with(details.get().moved(action, state, world))));
        }
        int height = height(state);
        return switch (action) {
            case GO -> Step.of(state.with(Tab.GRAPH, with(selected().map(id -> Details.of(id, state, world)))));
            case FILTER -> Step.of(state.open(FilterLine.of(filter)));
            case BACK -> leave(state, world);
            default -> Step.of(state.with(Tab.GRAPH, with(Moves.move(action, list, height))));
        };
    }

    private Step<ConsoleState> leave(ConsoleState state, World world) {
        if (!filter.isEmpty()) {
            return Step.of(state.with(Tab.GRAPH, filtered("", state)));
        }
        ConsoleState overview = state.with(Tab.OVERVIEW);
        return overview.screen().refreshed(overview, world);
    }

    private GraphScreen with(ListState moved) {
        return new GraphScreen(drawn, rows, moved, filter, details);
    }

    private GraphScreen with(Optional<Details> opened) {
        return new GraphScreen(drawn, rows, list, filter, opened);
    }

    /** How wide the details are on a terminal of so many columns. */
    static int paneColumns(int columns) {
        return columns >= WIDE ? columns - Math.min(64, columns / 2) - 1 : columns;
    }

    private static int height(ConsoleState state) {
        return Math.max(1, state.bodyRows() - 1);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (drawn.isEmpty()) {
            canvas.put(1, 1, "Reading the revisions…", Role.DIM);
            return;
        }
        if (canvas.columns() >= WIDE) {
            Canvas right = canvas.fromColumn(canvas.columns() - paneColumns(canvas.columns()));
            list(canvas.left(canvas.columns() - right.columns() - 1), drawn.get());
            details.or(() -> selected().map(id -> Details.of(id, state, world)))
                    .ifPresent(pane -> pane.view(right, details.isPresent()));
        } else if (details.isPresent()) {
            details.get().view(canvas, true);
        } else {
            list(canvas, drawn.get());
        }
    }

    private void list(Canvas canvas, Drawn graph) {
        ListState shown = list.fit(canvas.rows() - 1);
        int last = Math.min(shown.top() + canvas.rows() - 1, rows.size());
        int lanes = 1;
        for (int i = shown.top(); i < last; i++) {
            lanes = Math.max(lanes, graph.lanes().width(rows.get(i), rows.get(i) + 1));
        }
        int width = Math.min(lanes, Math.max(1, canvas.columns() / 3));
        Canvas text = canvas.fromColumn(width + 2);
        Table table = Table.of(Column.growing("Revision", 16), Column.fixed("State", 9), Column.fixed("Release", 9));
        table.draw(text, shown, row -> cells(graph, rows.get(row)));
        for (int line = 1; line < canvas.rows() && shown.top() + line - 1 < rows.size(); line++) {
            graph.lanes().draw(canvas.left(width + 1), 1, line, rows.get(shown.top() + line - 1));
        }
        if (rows.isEmpty()) {
            canvas.put(1, 1, "No revision contains \"" + filter + "\".", Role.DIM);
        }
    }

    private static List<Span> cells(Drawn graph, int row) {
        RevisionId id = graph.newestFirst().get(row);
        Revision revision = graph.progress().graph().revision(id);
        return List.of(
                Span.of(id.text() + head(graph, revision), role(revision.phase())),
                Span.of(word(id, graph), stateRole(id, graph)),
                Span.of(revision.release(), Role.DIM));
    }

    /** Marks the head of a branch as applied in the database. */
    private static String head(Drawn graph, Revision revision) {
        boolean branch = revision.phase().changesSchema();
        boolean last =
                graph.progress().version().toString().contains(revision.id().text());
        return branch && last ? " (head)" : "";
    }

    private static String word(RevisionId id, Drawn graph) {
        if (graph.progress().done(id)) {
            return "applied";
        }
        return graph.next().filter(id::equals).isPresent() ? "next" : "pending";
    }

    private static Role stateRole(RevisionId id, Drawn graph) {
        return switch (word(id, graph)) {
            case "applied" -> Role.DONE;
            case "next" -> Role.NEXT;
            default -> Role.PENDING;
        };
    }
}
