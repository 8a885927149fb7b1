package io.emcee.tui.paint;

import java.util.ArrayList;
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
        List<Slot> slots = slots(canvas.columns());
        titles(canvas, slots);
        ListState shown = state.fit(height(canvas.rows()));
        for (int line = 1; line < canvas.rows() && shown.top() + line - 1 < shown.count(); line++) {
            int row = shown.top() + line - 1;
            Canvas place = canvas.row(line);
            if (row == shown.selected()) {
                place.fill(Role.SELECTION).put(0, 0, canvas.glyph(Glyph.SELECTED), Role.SELECTION);
                put(place, slots, selected(rows.apply(row)));
            } else {
                put(place, slots, rows.apply(row));
            }
        }
    }

    private void titles(Canvas canvas, List<Slot> slots) {
        List<Span> titles = new ArrayList<>();
        for (Column column : columns) {
            boolean here = sorted.isPresent() && sorted.getAsInt() == titles.size();
            String mark = here ? canvas.glyph(descending ? Glyph.DESCENDING : Glyph.ASCENDING) : "";
            titles.add(Span.of(column.title() + mark, Role.HEADER));
        }
        put(canvas, slots, titles);
    }

    /** On the selection's background only its own colour is sure to be readable. */
    private static List<Span> selected(List<Span> cells) {
        return cells.stream().map(cell -> Span.of(cell.text(), Role.SELECTION)).toList();
    }

    private static void put(Canvas row, List<Slot> slots, List<Span> cells) {
        for (int i = 0; i < Math.min(slots.size(), cells.size()); i++) {
            slots.get(i).put(row, cells.get(i));
        }
    }

    /** Where a column stands. */
    private record Slot(int from, int width, Column.Side side) {
        void put(Canvas row, Span span) {
            int free = width - Text.width(Text.visible(span.text()));
            int indent = side == Column.Side.RIGHT ? Math.max(0, free) : 0;
            row.putClipped(from + indent, 0, width - indent, span);
        }
    }

    /** The least each, then what is left over by share; too narrow a table loses its last columns first. */
    private List<Slot> slots(int room) {
        int shares = columns.stream().mapToInt(Column::share).sum();
        int free =
                room - columns.stream().mapToInt(column -> GAP + column.least()).sum();
        List<Slot> slots = new ArrayList<>();
        int from = GAP;
        for (Column column : columns) {
            int more = free > 0 && column.share() > 0 ? free * column.share() / shares : 0;
            slots.add(new Slot(from, column.least() + more, column.side()));
            from += column.least() + more + GAP;
            free -= more;
            shares -= column.share();
        }
        return slots;
    }
}
