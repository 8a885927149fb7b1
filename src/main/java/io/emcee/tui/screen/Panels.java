package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;

/** The frames and lines that overlays share. */
final class Panels {
    private static final int COMFORTABLE = 72;

    private Panels() {}

    /** A frame over the whole body. */
    static Canvas over(Canvas canvas, String title) {
        return canvas.fill(Role.TEXT).box(title, Role.FOCUS);
    }

    /**
     * A frame in the middle around a text, as wide as reading is comfortable. Where it is too high, the beginning of the
     * text is left out, for what is asked stands at its end.
     *
     * @param more rows below the text
     * @return those rows
     */
    static Canvas dialog(Canvas canvas, String title, List<Span> text, int more) {
        int width = Math.min(canvas.columns(), COMFORTABLE);
        List<Span> lines = Paragraph.broken(text, width - 4);
        int height = Math.min(canvas.rows(), lines.size() + more + 2);
        Canvas place = canvas.region((canvas.columns() - width) / 2, (canvas.rows() - height) / 2, width, height);
        Canvas inside = over(place, title).inset(1, 0);
        int room = Math.min(lines.size(), inside.rows() - more);
        Paragraph.draw(inside.top(room), lines.subList(lines.size() - room, lines.size()), 0);
        return inside.fromRow(room);
    }

    /**
     * A line that is being typed: its end, where the cursor is, is always seen.
     *
     * @return the column after the cursor
     */
    static int input(Canvas line, String prompt, Typing typing) {
        String text = Text.visible(typing.text());
        int room = line.columns() - 2 - prompt.length();
        while (Text.width(text) > room && !text.isEmpty()) {
            text = text.substring(text.offsetByCodePoints(0, 1));
        }
        int end = line.put(1, 0, prompt + text, Role.INPUT);
        return line.put(end, 0, " ", Role.CURSOR);
    }

    /** Hints for the footer: key, label, key, label. */
    static List<Span> keys(String... keysAndLabels) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < keysAndLabels.length; i += 2) {
            spans.add(Span.of(keysAndLabels[i], Role.KEY));
            spans.add(Span.of(" " + keysAndLabels[i + 1] + "  ", Role.DIM));
        }
        return spans;
    }
}
