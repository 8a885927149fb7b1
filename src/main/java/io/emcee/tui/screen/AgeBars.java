package io.emcee.tui.screen;

import io.emcee.batch.HistoryLine;
import io.emcee.purge.Ages;
import io.emcee.purge.TableReview;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The deleted rows of a table by their age; a limit of the bars is always the age from which they may go. */
record AgeBars(PurgeList list, TableReview table) {
    private static final List<Integer> LIMITS = List.of(0, 7, 30, 90, 180, 365, 730);
    private static final int LABEL = 16;
    private static final int COUNT = 12;
    /** Slices of the line. */
    private static final int SLICES = 24;

    /** Rows between two ages; the first, open one has no upper limit. */
    private record Bar(String label, long rows, boolean goes) {}

    /** A title and a bar below for each. */
    void draw(Canvas canvas) {
        String name = table.table().name().name();
        canvas.putClipped(0, 0, canvas.columns(), Span.of("Deleted rows of " + name + " by age", Role.HEADER));
        List<Bar> bars = bars();
        long most = bars.stream().mapToLong(Bar::rows).max().orElse(0);
        for (int i = 0; i < bars.size(); i++) {
            draw(canvas.row(i + 1), bars.get(i), most);
        }
    }

    private void draw(Canvas row, Bar bar, long most) {
        row.put(0, 0, bar.label(), Role.DIM);
        String count = (ages().exact() ? "" : "~") + Figures.count(bar.rows());
        row.put(LABEL, 0, Text.padLeft(count, COUNT), bar.goes() ? Role.TEXT : Role.DIM);
        int room = Math.max(0, row.columns() - LABEL - COUNT - 2);
        int length = most == 0 ? 0 : (int) Math.min(room, (bar.rows() * room + most - 1) / most);
        String glyph = row.glyph(bar.goes() ? Glyph.FILLED : Glyph.EMPTY);
        row.put(LABEL + COUNT + 2, 0, glyph.repeat(length), bar.goes() ? Role.BAR : Role.TRACK);
    }

    private Ages ages() {
        return list.ages(table);
    }

    private List<Bar> bars() {
        TreeSet<Duration> limits =
                new TreeSet<>(LIMITS.stream().map(Duration::ofDays).toList());
        Duration from = list.cutoff(table).age();
        limits.add(from);
        List<Duration> oldest = new ArrayList<>(limits.descendingSet());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < oldest.size(); i++) {
            Duration low = oldest.get(i);
            String label = i == 0
                    ? "over " + Figures.age(low)
                    : (low.isZero() ? "" : Figures.age(low) + " ") + "to " + Figures.age(oldest.get(i - 1));
            long below = i == 0 ? 0 : ages().before(list.now().minus(oldest.get(i - 1)));
            long rows = ages().before(list.now().minus(low)) - below;
            bars.add(new Bar(label, rows, low.compareTo(from) >= 0));
        }
        return bars;
    }

    /** All in one row, the oldest at the left. */
    void line(Canvas canvas) {
        Ages ages = ages();
        if (ages.before().isEmpty()) {
            return;
        }
        Instant first = ages.before().firstKey();
        long step = Math.max(1, Duration.between(first, list.now()).toSeconds() / SLICES);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i <= SLICES; i++) {
            times.add(first.plusSeconds(step * i));
        }
        HistoryLine line = switch (canvas.glyphs()) {
            case UNICODE -> HistoryLine.UNICODE;
            case ASCII -> HistoryLine.ASCII;
        };
        int end = canvas.put(0, 0, "by age ", Role.DIM);
        canvas.put(end, 0, line.of(ages.between(times), SLICES), Role.BAR);
    }
}
