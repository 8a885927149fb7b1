package io.emcee.tui.screen;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.engine.Event;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;

/** Who blocks a step, the step, and who waited behind it in its last attempt. */
record LockTree(Event.LockAwaited event) {
    /** More of either side would leave no room for the step itself. */
    private static final int MOST = 3;

    /** Draws from the first row on, and answers how many rows it took. */
    int draw(Canvas canvas) {
        List<Span> lines = lines(canvas.glyphs());
        for (int row = 0; row < lines.size(); row++) {
            canvas.putClipped(0, row, canvas.columns(), lines.get(row));
        }
        return lines.size();
    }

    private List<Span> lines(Glyphs glyphs) {
        String branch = glyphs.of(Glyph.BOTTOM_LEFT) + glyphs.of(Glyph.HORIZONTAL) + " ";
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of(event.summary(), Role.WARNING));
        if (event.seen().isEmpty()) {
            lines.add(Span.of("who holds the lock could not be seen", Role.DIM));
            return lines;
        }
        Blockers seen = event.seen().get();
        seen.blocking().stream().limit(MOST).forEach(blocker -> {
            lines.add(Span.of(blocker.toString()));
            blocker.query().ifPresent(query -> lines.add(Span.of("   " + Logged.oneLine(query), Role.CODE)));
        });
        more(seen.blocking(), "", lines);
        lines.add(Span.of(branch + "this step, for " + Figures.time(event.timeout()) + " at a time", Role.RUNNING));
        seen.victims().stream().limit(MOST).forEach(victim -> lines.add(Span.of("   " + branch + victim)));
        more(seen.victims(), "   ", lines);
        return lines;
    }

    private static void more(List<Blocker> sessions, String indent, List<Span> lines) {
        if (sessions.size() > MOST) {
            lines.add(Span.of(indent + "and " + (sessions.size() - MOST) + " more", Role.DIM));
        }
    }
}
