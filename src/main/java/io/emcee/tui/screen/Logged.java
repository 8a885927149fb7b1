package io.emcee.tui.screen;

import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.List;

/** A statement that was run, for the pane of the last statements. */
record Logged(String sql, Duration took) {
    private static final int TIME = 11;

    /** The newest statements that fit, oldest first, each after how long it took. */
    static void draw(Canvas canvas, List<Logged> log) {
        List<Logged> last = log.subList(Math.max(0, log.size() - canvas.rows()), log.size());
        for (int row = 0; row < last.size(); row++) {
            canvas.put(0, row, Text.padLeft(Figures.time(last.get(row).took()), TIME), Role.DIM);
            Span line = Span.of(last.get(row).line(), Role.CODE);
            canvas.putClipped(TIME + 2, row, canvas.columns() - TIME - 2, line);
        }
    }

    /** {@code ALTER TABLE images ADD COLUMN ...} on one line, without comments. */
    String line() {
        return oneLine(sql);
    }

    static String oneLine(String sql) {
        return sql.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("--"))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }
}
