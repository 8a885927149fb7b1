package io.emcee.tui.screen;

import io.emcee.catalog.StatementProgress;
import io.emcee.run.RunRow;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run while it goes on: which step, how far, how fast, who is in its way, and the last statements.
 *
 * @param target how long a batch should take
 */
record RunningView(Running run, Duration target, List<Logged> log) {
    void draw(Canvas canvas) {
        line(canvas, 0, Span.of(does() + " " + run.title(), Role.RUNNING));
        line(
                canvas,
                1,
                Span.of(run.began()
                        .map(event -> event.step().script().revision().summary())
                        .orElse("")));
        line(canvas, 2, Span.of(place() + "for " + Figures.elapsed(run.elapsed()), Role.DIM));
        run.row().flatMap(this::process).ifPresent(span -> line(canvas, 3, span));
        run.progress().ifPresent(far -> progress(canvas, 4, far));
        int row = run.rows()
                .map(batch -> 5 + new ProgressView(batch, run.throttled(), target).draw(canvas.fromRow(4)))
                .orElse(run.progress().isPresent() ? 7 : 4);
        int tree = run.lock().map(wait -> wait.draw(canvas.fromRow(row)) + 1).orElse(0);
        statements(canvas.fromRow(row + tree));
    }

    private String does() {
        return switch (run.state()) {
            case PAUSING -> "Pausing";
            case PAUSED -> "Paused, p lets it go on:";
            case STOPPING -> "Stopping";
            case RUNNING, INTERRUPTED, DONE, FAILED, STOPPED, REFUSED -> "Running";
        };
    }

    /** {@code run 17 of maria@bastion (pid 4711, role "glance", emcee/0.1.0)}, or that nothing is heard of it. */
    private Optional<Span> process(RunRow row) {
        if (row.silent()) {
            return Optional.of(Span.of(
                    "Nothing was heard of its process for " + Figures.elapsed(row.silence())
                            + "; its session is still there.",
                    Role.WARNING));
        }
        return run.ours() ? Optional.empty() : Optional.of(Span.of("run " + row.id() + " of " + row.owner(), Role.DIM));
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
