package io.emcee.tui.screen;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.engine.Event;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who blocks a step, the step, and who waits behind it: now, or in its last attempt.
 *
 * @param summary the wait in a line
 * @param timeout of the attempt; zero for a wait without limit
 * @param seen empty when nobody was seen
 */
record LockTree(String summary, Duration timeout, Optional<Blockers> seen) {
    /** More of either side would leave no room for the step itself. */
    private static final int MOST = 3;

    static LockTree of(Event.LockWaiting event) {
        return new LockTree(event.summary(), event.timeout(), event.seen());
    }

    static LockTree of(Event.LockAwaited event) {
        return new LockTree(event.summary(), event.timeout(), event.seen());
    }

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
        lines.add(Span.of(summary, Role.WARNING));
        if (seen.isEmpty()) {
            lines.add(Span.of("who holds the lock could not be seen", Role.DIM));
            return lines;
        }
        Blockers sessions = seen.get();
        sessions.blocking().stream().limit(MOST).forEach(blocker -> {
            lines.add(Span.of(blocker.toString()));
            blocker.query().ifPresent(query -> lines.add(Span.of("   " + Logged.oneLine(query), Role.CODE)));
        });
        more(sessions.blocking(), "", lines);
        lines.add(Span.of(branch + "this step, " + patience(), Role.RUNNING));
        sessions.victims().stream().limit(MOST).forEach(victim -> lines.add(Span.of("   " + branch + victim)));
        more(sessions.victims(), "   ", lines);
        return lines;
    }

    private String patience() {
        return timeout.isZero() ? "which lets clients pass" : "for " + Figures.time(timeout) + " at a time";
    }

    private static void more(List<Blocker> sessions, String indent, List<Span> lines) {
        if (sessions.size() > MOST) {
            lines.add(Span.of(indent + "and " + (sessions.size() - MOST) + " more", Role.DIM));
        }
    }
}
