package io.emcee.tui.screen;

import io.emcee.catalog.StatementProgress;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.List;

/**
 * A run while it goes on: which step, how far, how fast, who is in its way, and the last statements.
 *
 * @param target how long a batch should take
 */
record RunningView(Running run, Duration target, List<Logged> log) {
    void draw(Canvas canvas) {
        String title = run.began()
                .map(event -> event.step().title())
                .orElse(run.work().last().text());
        line(canvas, 0, Span.of((run.stop().wanted() ? "Stopping " : "Running ") + title, Role.RUNNING));
        line(
                canvas,
                1,
                Span.of(run.began()
                        .map(event -> event.step().script().revision().summary())
                        .orElse("")));
        line(canvas, 2, Span.of(place() + "for " + Figures.elapsed(run.elapsed()), Role.DIM));
        run.progress().ifPresent(far -> progress(canvas, 4, far));
        int row = run.rows()
                .map(batch -> 5 + new ProgressView(batch, run.throttled(), target).draw(canvas.fromRow(4)))
                .orElse(run.progress().isPresent() ? 7 : 4);
        int tree = run.lock().map(wait -> wait.draw(canvas.fromRow(row)) + 1).orElse(0);
        statements(canvas.fromRow(row + tree));
    }

    private String place() {
        return run.began()
                .map(event -> "step " + event.number() + " of " + event.count() + ", ")
                .orElse("");
    }

    private static void line(Canvas canvas, int row, Span span) {
        canvas.putClipped(0, row, canvas.columns(), span);
    }

    private static void progress(Canvas canvas, int row, StatementProgress far) {
        StatementProgress.Share share = far.share();
        if (share.total() > 0) {
            Bar.of(share.done(), share.total()).draw(canvas, 0, row, Math.min(canvas.columns(), 60));
        }
        line(canvas, row + 1, Span.of(far.toString()));
    }

    private void statements(Canvas canvas) {
        if (canvas.rows() >= 2 && !log.isEmpty()) {
            canvas.put(0, 0, "Last statements", Role.DIM);
            Logged.draw(canvas.fromRow(1), log);
        }
    }
}
