package io.emcee.tui.screen;

import io.emcee.batch.Going;
import io.emcee.batch.HistoryLine;
import io.emcee.batch.Lamp;
import io.emcee.batch.Level;
import io.emcee.batch.TimeLeft;
import io.emcee.engine.Event;
import io.emcee.engine.RowProgress;
import io.emcee.tui.paint.Bar;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a data migration is, how fast and how evenly, what it costs, and what of the server slows it down.
 *
 * @param target how long a batch should take
 */
record ProgressView(Event.BatchDone batch, Optional<Event.Throttled> throttled, Duration target) {
    private static final int WIDEST = 60;

    /** Draws from the top; returns the row after the last. */
    int draw(Canvas canvas) {
        Bar.of(batch.rows(), batch.total()).draw(canvas, 0, 0, Math.min(canvas.columns(), WIDEST));
        int row = canvas.putWrapped(1, far(), Role.TEXT);
        if (batch.pulse().isPresent()) {
            RowProgress pulse = batch.pulse().get();
            row = canvas.putWrapped(row, costs(pulse), Role.DIM);
            row = history(canvas, row, pulse.history());
        }
        return throttled.isPresent() ? lamps(canvas, row, throttled.get()) : row;
    }

    /** {@code 12,000 of ~20,000 rows, 1,500 rows/s, 4 s to 7 s left} */
    private String far() {
        String total = (batch.exact() ? "" : "~") + Figures.count(batch.total());
        String rate = batch.rate() > 0 ? ", " + Figures.count(Math.round(batch.rate())) + " rows/s" : "";
        return Figures.count(batch.rows()) + " of " + total + " rows" + rate
                + batch.pulse()
                        .flatMap(RowProgress::left)
                        .map(left -> ", " + words(left) + " left")
                        .orElse("");
    }

    private static String words(TimeLeft left) {
        if (left.most().toSeconds() < 1) {
            return "less than 1 s";
        }
        String least = Figures.elapsed(left.least());
        String most = Figures.elapsed(left.most());
        return least.equals(most) ? "about " + most : least + " to " + most;
    }

    /** {@code spread, 93 % HOT, 12 MB WAL, 1,234 dead rows, batches of 2,500 in 50 ms} */
    private String costs(RowProgress pulse) {
        return pulse.order().map(order -> order + ", ").orElse("")
                + pulse.hotShare()
                        .map(share -> Math.round(share * 100) + " % HOT, ")
                        .orElse("")
                + Figures.bytes(pulse.wal()) + " WAL, " + Figures.plural(pulse.dead(), "dead row") + ", batches of "
                + Figures.count(pulse.batch()) + " in " + target.toMillis() + " ms";
    }

    private static int history(Canvas canvas, int row, List<Long> history) {
        if (history.size() < 2) {
            return row;
        }
        HistoryLine line = switch (canvas.glyphs()) {
            case UNICODE -> HistoryLine.UNICODE;
            case ASCII -> HistoryLine.ASCII;
        };
        canvas.put(0, row, line.of(history, Math.min(canvas.columns(), WIDEST)), Role.BAR);
        return row + 1;
    }

    /** Why it does not go on freely, then what is watched and may become a reason. */
    private static int lamps(Canvas canvas, int row, Event.Throttled seen) {
        int next = seen.how() == Going.FREELY ? row : canvas.putWrapped(row, seen.sentence(), role(seen.how()));
        int column = 0;
        List<Lamp> shown =
                seen.lamps().list().stream().filter(ProgressView::says).toList();
        for (Lamp lamp : shown) {
            Span span = span(canvas, lamp);
            if (column > 0 && column + span.text().length() > canvas.columns()) {
                next++;
                column = 0;
            }
            column = canvas.put(column, next, span.text(), span.role()) + 2;
        }
        return shown.isEmpty() ? next : next + 1;
    }

    /** What has no limit decides nothing, and what this server does not have is not shown. */
    private static boolean says(Lamp lamp) {
        return lamp.level() != Level.GREEN
                || (!lamp.limit().equals("off") && !lamp.value().equals("?"));
    }

    /** {@code ✓ waiting 0} */
    private static Span span(Canvas canvas, Lamp lamp) {
        Glyph glyph = switch (lamp.level()) {
            case GREEN -> Glyph.DONE;
            case SLOW -> Glyph.WARNING;
            case HOLD -> Glyph.ERROR;
        };
        Role role = switch (lamp.level()) {
            case GREEN -> Role.DIM;
            case SLOW -> Role.WARNING;
            case HOLD -> Role.ERROR;
        };
        String limit = lamp.level() == Level.GREEN ? "" : " (" + lamp.limit() + ")";
        return Span.of(canvas.glyph(glyph) + " " + lamp.name() + " " + lamp.value() + limit, role);
    }

    private static Role role(Going how) {
        return how == Going.HELD ? Role.ERROR : Role.WARNING;
    }
}
