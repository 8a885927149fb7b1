package io.emcee.tui.screen;

import io.emcee.journal.Filter;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;

/** How the journal looks: its list, or one entry whole. */
record JournalView(JournalScreen screen, Canvas canvas) {
    /** The sum, below the rows. */
    static final int AROUND = 1;

    void draw() {
        if (screen.pages().isEmpty()) {
            Role role = screen.trouble().isPresent() ? Role.ERROR : Role.DIM;
            canvas.inset(1, 1).putWrapped(0, screen.trouble().orElse("Reading the journal…"), role);
        } else if (screen.open().isPresent()) {
            entry(screen.open().get());
        } else {
            list(screen.pages().get());
        }
    }

    private void entry(JournalScreen.Opened shown) {
        String title = "entry " + shown.recorded().entry().number();
        Canvas inside = canvas.box(title, Role.FOCUS).inset(1, 0);
        Paragraph.draw(inside, new EntryDetails(shown.recorded()).lines(), shown.top());
    }

    private void list(JournalPages known) {
        JournalCells cells = new JournalCells(canvas.columns());
        cells.table()
                .draw(
                        canvas.top(canvas.rows() - AROUND),
                        screen.rows().list(),
                        row -> cells.of(known.entries().get(row)));
        if (known.entries().isEmpty()) {
            canvas.inset(1, 1).putWrapped(0, nothing(known), Role.DIM);
        }
        canvas.bottom(1).putClipped(1, 0, canvas.columns() - 2, bottom(screen.wanted()));
    }

    private static String nothing(JournalPages known) {
        if (!known.present()) {
            return "This database has no journal: emcee begins one with the first change that it makes.";
        }
        return known.filter().text().isEmpty()
                ? "The journal has no entry."
                : "No entry contains \"" + known.filter().text() + "\".";
    }

    private Span bottom(Filter wanted) {
        if (screen.trouble().isPresent()) {
            return Span.of(screen.trouble().get(), Role.ERROR);
        }
        List<String> parts = new ArrayList<>();
        wanted.run().ifPresent(run -> parts.add("run " + run));
        if (!wanted.text().isEmpty()) {
            parts.add("filter: " + wanted.text());
        }
        parts.add(screen.found());
        return Span.of(String.join(", ", parts), wanted.equals(Filter.ALL) ? Role.DIM : Role.MATCH);
    }
}
