package io.emcee.tui.screen;

import io.emcee.engine.Event;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run while it goes on: which step, how far, how fast, and the last statements. */
record RunningView(Running run, World world, List<Logged> log) {
    void draw(Canvas canvas) {
        String title = run.began()
                .map(event -> event.step().title())
                .orElse(run.work().last().text());
        canvas.put(0, 0, "Running " + title, Role.RUNNING);
        canvas.put(
                0,
                1,
                run.began()
                        .map(event -> event.step().script().revision().summary())
                        .orElse(""),
                Role.TEXT);
        String place = run.began()
                .map(event -> "step " + event.number() + " of " + event.count() + ", ")
                .orElse("");
        canvas.put(0, 2, place + "for " + elapsed(), Role.DIM);
        int row = 4;
        if (run.rows().isPresent()) {
            rows(canvas, row, run.rows().get());
            row += 3;
        }
        statements(canvas.fromRow(row));
    }

    private String elapsed() {
        return Figures.time(Duration.between(run.since(), world.clock().instant()));
    }

    private static void rows(Canvas canvas, int row, Event.BatchDone batch) {
        Bar.of(batch.rows(), batch.total()).draw(canvas, 0, row, Math.min(canvas.columns(), 60));
        String total = (batch.exact() ? "" : "~") + Figures.count(batch.total());
        String rate = batch.rate() > 0 ? ", " + Figures.count(Math.round(batch.rate())) + " rows/s" : "";
        canvas.put(
                0,
                row + 1,
                Figures.count(batch.rows()) + " of " + total + " rows" + rate
                        + left(batch).orElse(""),
                Role.TEXT);
    }

    private static Optional<String> left(Event.BatchDone batch) {
        long rows = batch.total() - batch.rows();
        if (batch.rate() <= 0 || rows <= 0) {
            return Optional.empty();
        }
        Duration time = Duration.ofMillis(Math.round(rows * 1000 / batch.rate()));
        return Optional.of(time.toSeconds() < 1 ? ", less than 1 s left" : ", about " + Figures.time(time) + " left");
    }

    private void statements(Canvas canvas) {
        if (canvas.rows() < 2 || log.isEmpty()) {
            return;
        }
        canvas.put(0, 0, "Last statements", Role.DIM);
        List<Logged> last = log.subList(Math.max(0, log.size() - (canvas.rows() - 1)), log.size());
        for (int i = 0; i < last.size(); i++) {
            canvas.put(0, i + 1, Text.padLeft(Figures.time(last.get(i).took()), 10), Role.DIM);
            canvas.putClipped(
                    12, i + 1, canvas.columns() - 12, Span.of(last.get(i).line(), Role.CODE));
        }
    }
}
