package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;

/** The frames that overlays share. */
final class Panels {
    private Panels() {}

    /** A frame over the whole body. */
    static Canvas over(Canvas canvas, String title) {
        return canvas.fill(Role.TEXT).box(title, Role.FOCUS);
    }

    /** A frame in the middle, as wide as reading is comfortable. */
    static Canvas dialog(Canvas canvas, String title, int rows) {
        int width = Math.min(canvas.columns(), 72);
        int height = Math.min(canvas.rows(), rows + 2);
        Canvas place =
                canvas.region((canvas.columns() - width) / 2, Math.max(0, (canvas.rows() - height) / 2), width, height);
        return over(place, title);
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
