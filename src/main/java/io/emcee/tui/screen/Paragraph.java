package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;

/** Lines of text on a canvas: prose is broken between words, SQL is cut. */
final class Paragraph {
    private Paragraph() {}

    static void draw(Canvas canvas, List<Span> lines, int top) {
        List<Span> broken = broken(lines, canvas.columns());
        int first = Math.max(0, Math.min(top, broken.size() - canvas.rows()));
        for (int row = 0; row < canvas.rows() && first + row < broken.size(); row++) {
            canvas.putClipped(0, row, canvas.columns(), broken.get(first + row));
        }
        if (first + canvas.rows() < broken.size()) {
            canvas.bottom(1).fill(Role.TEXT).put(0, 0, "more below: j", Role.DIM);
        }
    }

    private static List<Span> broken(List<Span> lines, int columns) {
        List<Span> broken = new ArrayList<>();
        for (Span line : lines) {
            if (line.role() == Role.CODE || line.text().isEmpty()) {
                broken.add(line);
            } else {
                Text.wrap(line.text(), Math.max(1, columns)).forEach(text -> broken.add(Span.of(text, line.role())));
            }
        }
        return broken;
    }
}
