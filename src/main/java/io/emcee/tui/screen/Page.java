package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that can be scrolled, and below it what stays in sight.
 *
 * @param lines broken to the width of the page
 * @param pinned likewise
 * @param height the rows that are left for the text, at least 1
 */
record Page(List<Span> lines, List<Span> pinned, int height) {
    /** With less than this for the text, what is only said in passing is scrolled with it. */
    private static final int LEAST = 3;

    /** Lays both out on so many columns and rows. */
    static Page of(List<Span> text, List<Span> closing, int columns, int rows) {
        List<Span> pinned = new ArrayList<>(Paragraph.broken(closing, columns));
        if (!pinned.isEmpty()) {
            pinned.add(0, Span.of(""));
        }
        if (closing.isEmpty() || rows - pinned.size() >= LEAST) {
            return new Page(Paragraph.broken(text, columns), pinned, Math.max(1, rows - pinned.size()));
        }
        List<Span> all = new ArrayList<>(text);
        closing.stream().filter(Page::inPassing).forEach(all::add);
        List<Span> kept = Paragraph.broken(
                closing.stream().filter(span -> !inPassing(span)).toList(), columns);
        return new Page(Paragraph.broken(all, columns), kept, Math.max(1, rows - kept.size()));
    }

    private static boolean inPassing(Span span) {
        return span.role() == Role.DIM;
    }

    /** @param top the first line of the text shown */
    void draw(Canvas canvas, int top) {
        int rows = Math.min(lines.size(), height);
        Paragraph.draw(canvas.top(rows), lines, top);
        Paragraph.draw(canvas.fromRow(rows), pinned, 0);
    }
}
