package io.emcee.tui.screen;

import io.emcee.catalog.StatementProgress;
import io.emcee.engine.Event;
import io.emcee.run.RunRow;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run while it goes on: which step, how far, how fast, who is in its way, and the last statements. */
record RunningView(Running run, List<Logged> log) {
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
        run.rows().ifPresent(batch -> rows(canvas, 4, batch));
        run.progress().ifPresent(far -> progress(canvas, 4, far));
        int row = run.rows().isPresent() || run.progress().isPresent() ? 7 : 4;
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

    private static void rows(Canvas canvas, int row, Event.BatchDone batch) {
        Bar.of(batch.rows(), batch.total()).draw(canvas, 0, row, Math.min(canvas.columns(), 60));
        String total = (batch.exact() ? "" : "~") + Figures.count(batch.total());
        String rate = batch.rate() > 0 ? ", " + Figures.count(Math.round(batch.rate())) + " rows/s" : "";
        String all = Figures.count(batch.rows()) + " of " + total + " rows";
        canvas.putWrapped(row + 1, all + rate + left(batch).orElse(""), Role.TEXT);
    }

    private static void progress(Canvas canvas, int row, StatementProgress far) {
        StatementProgress.Share share = far.share();
        if (share.total() > 0) {
            Bar.of(share.done(), share.total()).draw(canvas, 0, row, Math.min(canvas.columns(), 60));
        }
        line(canvas, row + 1, Span.of(far.toString()));
    }

    private static Optional<String> left(Event.BatchDone batch) {
        long rows = batch.total() - batch.rows();
        if (batch.rate() <= 0 || rows <= 0) {
            return Optional.empty();
        }
        Duration time = Duration.ofMillis(Math.round(rows * 1000 / batch.rate()));
        return Optional.of(
                time.toSeconds() < 1 ? ", less than 1 s left" : ", about " + Figures.elapsed(time) + " left");
    }

    private void statements(Canvas canvas) {
        if (canvas.rows() >= 2 && !log.isEmpty()) {
            canvas.put(0, 0, "Last statements", Role.DIM);
            Logged.draw(canvas.fromRow(1), log);
        }
    }
}
