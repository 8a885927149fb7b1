package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;

/** Lines of text on a canvas, broken between words; what goes on of an item or of SQL is indented further. */
final class Paragraph {
    private static final String ITEM = "  ";
    private static final String FURTHER = "    ";

    private Paragraph() {}

    /**
     * Draws as many lines as fit, from a line on.
     *
     * @param top of the broken lines; more than there are shows the last ones
     */
    static void draw(Canvas canvas, List<Span> lines, int top) {
        List<Span> broken = broken(lines, canvas.columns());
        int first = Math.max(0, Math.min(top, broken.size() - canvas.rows()));
        for (int row = 0; row < canvas.rows() && first + row < broken.size(); row++) {
            canvas.putClipped(0, row, canvas.columns(), broken.get(first + row));
        }
        int below = broken.size() - first - canvas.rows();
        if (below > 0) {
            canvas.bottom(1).fill(Role.TEXT).put(0, 0, "j: " + Figures.plural(below + 1, "more line"), Role.DIM);
        }
    }

    /** The lines as they fit into so many columns. */
    static List<Span> broken(List<Span> lines, int columns) {
        List<Span> broken = new ArrayList<>();
        for (Span line : lines) {
            if (line.text().isEmpty()) {
                broken.add(line);
            } else if (line.role() == Role.CODE) {
                code(line.text(), Math.max(FURTHER.length() + 1, columns))
                        .forEach(text -> broken.add(Span.of(text, line.role())));
            } else {
                words(line.text(), columns).forEach(text -> broken.add(Span.of(text, line.role())));
            }
        }
        return broken;
    }

    /** What goes on of an item of a list stands below its text. */
    private static List<String> words(String line, int columns) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        int room = columns - indent.length() - ITEM.length();
        if (indent.isEmpty() || room < columns / 2) {
            return Text.wrap(line, Math.max(1, columns));
        }
        List<String> lines = new ArrayList<>();
        for (String text : Text.wrap(line.strip(), room)) {
            lines.add(indent + (lines.isEmpty() ? "" : ITEM) + text);
        }
        return lines;
    }

    private static List<String> code(String line, int columns) {
        String shown = Text.visible(line);
        if (Text.width(shown) <= columns) {
            return List.of(shown);
        }
        String indent = shown.substring(0, shown.length() - shown.stripLeading().length());
        String hang = (indent.length() + FURTHER.length() < columns / 2 ? indent : "") + FURTHER;
        List<String> pieces = new ArrayList<>();
        String rest = shown;
        while (Text.width(rest) > columns) {
            String start = Text.start(rest, columns);
            int space = start.lastIndexOf(' ');
            int cut = space > hang.length() ? space : start.length();
            pieces.add(rest.substring(0, cut));
            rest = hang + rest.substring(cut).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }
}
