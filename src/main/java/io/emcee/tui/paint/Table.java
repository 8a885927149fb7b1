package io.emcee.tui.paint;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * A table of any length: only the rows on the screen are asked for. The selected row is marked by a sign as well as by
 * colour.
 *
 * @param sorted the column the rows are sorted by
 */
public record Table(List<Column> columns, OptionalInt sorted, boolean descending) {
    /** Columns between two columns, and before the first for the mark of the selection. */
    private static final int GAP = 1;

    public Table {
        columns = List.copyOf(columns);
    }

    public static Table of(Column... columns) {
        return new Table(List.of(columns), OptionalInt.empty(), false);
    }

    public Table sortedBy(int column, boolean fromTheEnd) {
        return new Table(columns, OptionalInt.of(column), fromTheEnd);
    }

    /** How many rows of the list a canvas shows: all but the one of the titles. */
    public static int height(int canvasRows) {
        return Math.max(1, canvasRows - 1);
    }

    /**
     * Draws the titles and one page of rows.
     *
     * @param rows the cells of row {@code i}, one for each column; asked only for rows on the screen
     */
    public void draw(Canvas canvas, ListState state, IntFunction<List<Span>> rows) {
        int[] widths = widths(canvas.columns() - GAP);
        titles(canvas, widths);
        ListState shown = state.fit(height(canvas.rows()));
        for (int line = 1; line < canvas.rows() && shown.top() + line - 1 < shown.count(); line++) {
            int row = shown.top() + line - 1;
            row(canvas.row(line), rows.apply(row), new Line(widths, row == shown.selected()));
        }
    }

    private record Line(int[] widths, boolean selected) {}

    private void titles(Canvas canvas, int[] widths) {
        int at = GAP;
        for (int i = 0; i < columns.size(); i++) {
            boolean here = sorted.isPresent() && sorted.getAsInt() == i;
            String mark = here ? canvas.glyph(descending ? Glyph.DESCENDING : Glyph.ASCENDING) : "";
            put(
                    canvas,
                    at,
                    new Slot(columns.get(i).side(), widths[i]),
                    Span.of(columns.get(i).title() + mark, Role.HEADER));
            at += widths[i] + GAP;
        }
    }

    private record Slot(Column.Side side, int width) {}

    private void row(Canvas canvas, List<Span> cells, Line line) {
        if (line.selected) {
            canvas.fill(Role.SELECTION).put(0, 0, canvas.glyph(Glyph.SELECTED), Role.SELECTION);
        }
        int at = GAP;
        for (int i = 0; i < columns.size() && i < cells.size(); i++) {
            Span cell = line.selected ? Span.of(cells.get(i).text(), Role.SELECTION) : cells.get(i);
            put(canvas, at, new Slot(columns.get(i).side(), line.widths[i]), cell);
            at += line.widths[i] + GAP;
        }
    }

    private static void put(Canvas canvas, int column, Slot slot, Span span) {
        int free = slot.width - Text.width(Text.visible(span.text()));
        int indent = slot.side == Column.Side.RIGHT ? Math.max(0, free) : 0;
        canvas.putClipped(column + indent, 0, slot.width - indent, span);
    }

    /** The least each, then what is left over by share; too narrow a table loses its last columns first. */
    private int[] widths(int room) {
        int[] widths = columns.stream().mapToInt(Column::least).toArray();
        int shares = columns.stream().mapToInt(Column::share).sum();
        int free = room - GAP * (columns.size() - 1);
        for (int width : widths) {
            free -= width;
        }
        for (int i = 0; i < widths.length && free > 0 && shares > 0; i++) {
            int share = columns.get(i).share();
            int more = free * share / shares;
            widths[i] += more;
            free -= more;
            shares -= share;
        }
        return widths;
    }
}
