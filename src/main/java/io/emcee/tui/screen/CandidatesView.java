package io.emcee.tui.screen;

import io.emcee.purge.Candidate;
import io.emcee.purge.Visible;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import io.emcee.tui.paint.Text;
import java.util.List;

/** How the candidates look: a list, and where there is room all about the selected one beside or below it. */
record CandidatesView(PurgeCandidates pane, Canvas canvas) {
    private static final int WIDE = 100;
    private static final int TALL = 16;
    private static final int MEDIUM = 56;
    /** Without fractions of a second. */
    private static final int MOMENT = 19;

    /** How many rows of the list are shown. */
    static int height(int columns, int rows) {
        return Table.height((split(columns, rows) ? rows / 2 : rows) - 1);
    }

    /** Whether the details stand below the list. */
    private static boolean split(int columns, int rows) {
        return columns < WIDE && rows >= TALL;
    }

    void draw() {
        if (pane.top().isPresent()) {
            details(canvas, Role.FOCUS, pane.top().get());
        } else if (canvas.columns() >= WIDE) {
            int left = canvas.columns() * 11 / 20;
            list(canvas.left(left));
            details(canvas.fromColumn(left), Role.BORDER, 0);
        } else if (split(canvas.columns(), canvas.rows())) {
            list(canvas.top(canvas.rows() / 2));
            details(canvas.fromRow(canvas.rows() / 2), Role.BORDER, 0);
        } else {
            list(canvas);
        }
    }

    private void details(Canvas place, Role border, int top) {
        String title = pane.rows()
                .selected()
                .map(key -> Visible.text(String.join(", ", key)))
                .orElse("");
        Canvas inside = place.box(title, border).inset(1, 0);
        List<Span> lines = pane.lines();
        if (lines.isEmpty() && pane.rows().selected().isPresent()) {
            inside.put(0, 0, "Reading the row…", Role.DIM);
        }
        Paragraph.draw(inside, lines, top);
    }

    private void list(Canvas place) {
        boolean wide = place.columns() >= MEDIUM;
        Column id = Column.growing("Id", 12);
        Column deleted = Column.fixed("Deleted at", wide ? MOMENT : 10);
        Column state = Column.fixed("", 7);
        Canvas rows = place.top(place.rows() - 1);
        Table.of(id, deleted, state)
                .draw(rows, pane.rows().list(), row -> cells(pane.rows().shown().get(row)));
        if (pane.rows().shown().isEmpty()) {
            rows.fromRow(1).inset(1, 0).putWrapped(0, nothing(), pane.trouble().isPresent() ? Role.ERROR : Role.DIM);
        }
        place.bottom(1).putClipped(1, 0, place.columns() - 2, bottom());
    }

    private String nothing() {
        if (pane.trouble().isPresent()) {
            return pane.trouble().get();
        }
        if (pane.pages().isEmpty() || !pane.shown().equals(pane.wanted())) {
            return "Reading the rows…";
        }
        return pane.filter().isEmpty()
                ? "There are no " + pane.wanted().title() + "."
                : "No id contains \"" + pane.filter() + "\".";
    }

    private List<Span> cells(List<String> key) {
        String id = Visible.text(String.join(", ", key));
        return pane.pages()
                .flatMap(known -> known.find(key))
                .map(one -> List.of(
                        Span.of(id), Span.of(Text.start(Visible.text(one.deletedAt()), MOMENT), Role.DIM), state(one)))
                .orElse(List.of(Span.of(id)));
    }

    private Span state(Candidate one) {
        if (pane.shown().anomalies()) {
            return Span.of("stays", Role.DIM);
        }
        return switch (one.state()) {
            case GOES -> Span.of("goes");
            case BLOCKED -> Span.of("blocked", Role.ERROR);
            case HELD -> Span.of("held", Role.WARNING);
        };
    }

    /** {@code images, candidates, filter: 0a1b, 3 rows}. */
    private Span bottom() {
        if (pane.trouble().isPresent() && !pane.rows().shown().isEmpty()) {
            return Span.of(pane.trouble().get(), Role.ERROR);
        }
        String filter = pane.filter().isEmpty() ? "" : ", filter: " + pane.filter();
        String text = pane.wanted().table().name() + ", " + pane.wanted().title() + filter + ", " + pane.found();
        return Span.of(text, pane.filter().isEmpty() ? Role.DIM : Role.MATCH);
    }
}
