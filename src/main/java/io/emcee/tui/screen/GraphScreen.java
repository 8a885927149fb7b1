package io.emcee.tui.screen;

import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.ListState;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The revisions, newest first, as lanes; beside them, or in their place on a narrow terminal, the details of one.
 *
 * @param layout empty until the facts are there
 * @param details the first line shown of the open details; empty while the list has the keys
 * @param beside the revision in the pane beside the list, which follows the selection when it rests; empty for a blank
 *     pane
 */
record GraphScreen(
        Optional<GraphLayout> layout, Rows<RevisionId> rows, OptionalInt details, Optional<RevisionId> beside)
        implements Screen {
    /** From so many columns on, list and details stand side by side. */
    private static final int WIDE = 100;
    /** To draw the pane anew for every row that is passed would send five times as much over a slow line. */
    private static final Duration REST = Duration.ofMillis(150);
    /** Heads above, the sum below. */
    private static final int AROUND = 2;

    static GraphScreen start() {
        return new GraphScreen(Optional.empty(), Rows.none(), OptionalInt.empty(), Optional.empty());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.FILTER));
        actions.addAll(Moves.ALL);
        if (details.isPresent()) {
            actions.add(Action.BACK);
        }
        return actions;
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? details.isPresent() ? "list" : "details" : action.label();
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        if (action == Action.BACK) {
            return Optional.empty();
        }
        if (layout.isEmpty()) {
            return Optional.of("The revisions have not been read yet.");
        }
        if (action == Action.FILTER && details.isPresent()) {
            return Optional.of("The details are open; Esc goes back to the list, which can be filtered.");
        }
        return action == Action.GO && rows.selected().isEmpty()
                ? Optional.of("No revision is selected.")
                : Optional.empty();
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return Step.of(state.facts()
                .map(facts -> state.with(Tab.GRAPH, following(facts, height(state))))
                .orElse(state));
    }

    private GraphScreen following(Facts facts, int height) {
        if (layout.filter(known -> known.progress().equals(facts.progress())).isPresent()) {
            return with(rows.fit(height));
        }
        GraphLayout fresh = GraphLayout.of(facts);
        Rows<RevisionId> replaced = rows.replaced(fresh.newestFirst(), fresh::text, height);
        Rows<RevisionId> shown = layout.isPresent()
                ? replaced
                : fresh.next().map(next -> replaced.centred(next, height)).orElse(replaced);
        return new GraphScreen(Optional.of(fresh), shown, details, shown.selected());
    }

    private GraphScreen with(Rows<RevisionId> changed) {
        return new GraphScreen(layout, changed, details, beside);
    }

    private GraphScreen with(OptionalInt top) {
        return new GraphScreen(layout, rows, top, rows.selected());
    }

    /**
     * While the list scrolls the pane is blank: beside text that stays, the terminal could not scroll it, and would be
     * sent every row anew.
     */
    private GraphScreen moved(Action action, int height) {
        Rows<RevisionId> moved = rows.moved(action, height);
        boolean scrolls = moved.list().top() != rows.list().top();
        return new GraphScreen(layout, moved, details, scrolls ? Optional.empty() : beside);
    }

    /** The pane beside the list follows. */
    @Override
    public Step<ConsoleState> moved(ConsoleState state) {
        Optional<RevisionId> selected = here(state).rows.selected();
        return Step.of(state, Effect.after(REST, later -> Step.of(here(later).rested(selected, later))));
    }

    private static GraphScreen here(ConsoleState state) {
        return (GraphScreen) state.screen(Tab.GRAPH);
    }

    private ConsoleState rested(Optional<RevisionId> selected, ConsoleState state) {
        return rows.selected().equals(selected)
                ? state.with(Tab.GRAPH, new GraphScreen(layout, rows, details, selected))
                : state;
    }

    @Override
    public String filter() {
        return rows.filter();
    }

    @Override
    public String found() {
        return rows.found();
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return with(rows.filtered(text, height(state)));
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        if (details.isPresent()) {
            return Step.of(state.with(Tab.GRAPH, inDetails(action, details.getAsInt(), state, world)));
        }
        return switch (action) {
            case GO -> Step.of(state.with(Tab.GRAPH, with(OptionalInt.of(0))));
            case FILTER -> Step.of(state.open(FilterLine.of(rows.filter())));
            default -> moved(state.with(Tab.GRAPH, moved(action, height(state))));
        };
    }

    private GraphScreen inDetails(Action action, int top, ConsoleState state, World world) {
        if (action == Action.GO || action == Action.BACK) {
            return with(OptionalInt.empty());
        }
        int columns = paneColumns(state.columns()) - 4;
        int lines = rows.selected()
                .map(id ->
                        Paragraph.broken(Details.of(id, state, world), columns).size())
                .orElse(0);
        int moved = Moves.scroll(action, top, lines, Math.max(1, state.bodyRows() - 2));
        return with(OptionalInt.of(moved));
    }

    /** How wide the details are on a terminal of so many columns. */
    private static int paneColumns(int columns) {
        return columns >= WIDE ? columns - Math.min(64, columns / 2) - 1 : columns;
    }

    /** How many revisions are seen at once. */
    private static int height(ConsoleState state) {
        return Table.height(state.bodyRows() - AROUND);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (layout.isEmpty()) {
            Screen.await(canvas, state, "Reading the revisions…");
            return;
        }
        if (canvas.columns() >= WIDE) {
            Canvas right = canvas.fromColumn(canvas.columns() - paneColumns(canvas.columns()));
            list(canvas.left(canvas.columns() - right.columns() - 1), layout.get());
            beside.ifPresentOrElse(id -> pane(right, id, state, world), () -> right.box("", Role.BORDER));
        } else if (details.isPresent()) {
            rows.selected().ifPresent(id -> pane(canvas, id, state, world));
        } else {
            list(canvas, layout.get());
        }
    }

    private void pane(Canvas canvas, RevisionId id, ConsoleState state, World world) {
        Role border = details.isPresent() ? Role.FOCUS : Role.BORDER;
        Canvas inside = canvas.box(id.text(), border).inset(1, 0);
        Paragraph.draw(inside, Details.of(id, state, world), details.orElse(0));
    }

    private static Table columns(int width) {
        Column name = Column.growing("Revision", 16);
        Column state = Column.fixed("State", 8);
        return width < 60 ? Table.of(name, state) : Table.of(name, state, Column.fixed("Release", 9));
    }

    private void list(Canvas canvas, GraphLayout graph) {
        canvas.putClipped(1, 0, canvas.columns() - 2, Span.of(graph.heads(canvas.columns() - 2), Role.TITLE));
        Canvas middle = canvas.region(0, 1, canvas.columns(), canvas.rows() - AROUND);
        ListState shown = rows.list().fit(Table.height(middle.rows()));
        List<Integer> places = rows.shown().stream()
                .skip(shown.top())
                .limit(Table.height(middle.rows()))
                .map(graph::place)
                .toList();
        int lanes = places.stream()
                .mapToInt(place -> graph.lanes().width(place, place + 1))
                .max()
                .orElse(1);
        int width = Math.min(lanes, Math.max(1, canvas.columns() / 3));
        columns(canvas.columns())
                .draw(
                        middle.fromColumn(width + 2),
                        shown,
                        row -> graph.cells(rows.shown().get(row)));
        Canvas left = middle.left(width + 1);
        for (int line = 0; line < places.size(); line++) {
            graph.lanes().draw(left, 1, line + 1, places.get(line));
        }
        if (places.isEmpty()) {
            middle.putClipped(
                    1, 1, middle.columns() - 2, Span.of("No revision contains \"" + filter() + "\".", Role.DIM));
        }
        String sum = rows.filterLine().orElseGet(graph::sum);
        canvas.bottom(1)
                .putClipped(1, 0, canvas.columns() - 2, Span.of(sum, filter().isEmpty() ? Role.DIM : Role.MATCH));
    }
}
