package io.emcee.tui.screen;

import io.emcee.engine.Recorded;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal's rows as text.
 *
 * @param width of the terminal: a narrow one shows no year, and neither run nor who
 */
record JournalCells(int width) {
    private static final int ROOMY = 110;
    private static final int NARROW = 60;

    Table table() {
        Column time = Column.fixed("UTC", width < ROOMY ? 14 : 19);
        Column what = Column.fixed("What", width < ROOMY ? 12 : 17);
        Column summary = Column.growing(width < NARROW ? "What" : "", 10);
        if (width < NARROW) {
            return Table.of(time, summary);
        }
        Column who = Column.fixed("Who", width < ROOMY ? 13 : 20);
        return Table.of(time, Column.number("Run", 5), who, what, summary);
    }

    List<Span> of(Recorded recorded) {
        String kind = recorded.entry().kind();
        String moment = Figures.moment(recorded.entry().at());
        List<Span> cells = new ArrayList<>();
        cells.add(Span.of(width < ROOMY ? moment.substring(5, 19) : moment.substring(0, 19), Role.DIM));
        if (width >= NARROW) {
            cells.add(Span.of(run(recorded), Role.DIM));
            cells.add(Span.of(
                    recorded.entry().author().user() + "@"
                            + recorded.entry().author().host(),
                    Role.DIM));
            cells.add(Span.of(kind, role(kind)));
        }
        String summary = recorded.summary();
        cells.add(Span.of(summary.isEmpty() ? kind : summary, width < NARROW ? role(kind) : Role.TEXT));
        return cells;
    }

    private static String run(Recorded recorded) {
        var run = recorded.entry().run();
        return run.isPresent() ? String.valueOf(run.getAsLong()) : "";
    }

    private static Role role(String kind) {
        return switch (kind) {
            case Recorded.STEP_FAILED, Recorded.ACT_FAILED -> Role.ERROR;
            case Recorded.REFUSED, "overruled" -> Role.WARNING;
            case Recorded.STEP_DONE, Recorded.RUN_ENDED, Recorded.ADOPTED, Recorded.REPAIRED -> Role.DONE;
            default -> Role.TEXT;
        };
    }
}
