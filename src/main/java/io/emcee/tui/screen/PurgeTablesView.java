package io.emcee.tui.screen;

import io.emcee.purge.Counts;
import io.emcee.purge.TableReview;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import io.emcee.tui.paint.Text;
import java.util.List;
import java.util.function.ToLongFunction;

/** How the tables that may be purged look: the cutoff, the list, and the ages of the selected one's rows. */
record PurgeTablesView(PurgeTables pane, World world, Canvas canvas) {
    /** The rows of the ages, their title included. */
    static final int BARS = 10;

    /** From so many rows on the ages stand as bars, else as one line. */
    private static final int TALL = 18;

    private static final int MEDIUM = 64;

    /** How many tables are shown. */
    static int height(PurgeList list, World world, int columns, int rows) {
        return Table.height(rows - heading(list, world, columns).size() - below(rows) - 1);
    }

    private static int below(int rows) {
        return rows >= TALL ? BARS : 1;
    }

    /** {@code Over 30 d ago: 2026-10-21 20:12:00 UTC (2026-10-21 22:12:00 +02:00 here)}. */
    private static List<String> heading(PurgeList list, World world, int columns) {
        String words = "Over " + Figures.age(list.age()) + " ago: "
                + list.cutoff().words(world.clock().getZone());
        return Text.wrap(words, Math.max(1, columns - 2));
    }

    void draw() {
        List<String> heading = heading(pane.list(), world, canvas.columns());
        for (int row = 0; row < heading.size(); row++) {
            canvas.put(1, row, heading.get(row), Role.HEADER);
        }
        int below = below(canvas.rows());
        tables(canvas.region(0, heading.size(), canvas.columns(), canvas.rows() - heading.size() - below - 1));
        pane.rows().selected().map(pane.list()::table).ifPresent(table -> ages(table, below));
        canvas.bottom(1).putClipped(1, 0, canvas.columns() - 2, bottom());
    }

    private void ages(TableReview table, int below) {
        Canvas place = canvas.region(1, canvas.rows() - below - 1, canvas.columns() - 2, below);
        AgeBars bars = new AgeBars(pane.list(), table);
        if (below == BARS) {
            bars.draw(place);
        } else {
            bars.line(place);
        }
    }

    private void tables(Canvas place) {
        columns(place.columns())
                .draw(
                        place,
                        pane.rows().list(),
                        row -> cells(pane.list().table(pane.rows().shown().get(row))));
        if (pane.rows().shown().isEmpty()) {
            String why = pane.filter().isEmpty()
                    ? "No table may be purged: neither the revision set nor the target names one."
                    : "No table contains \"" + pane.filter() + "\".";
            place.fromRow(1).inset(1, 0).putWrapped(0, why, Role.DIM);
        }
    }

    /** On a narrow terminal without what is freed. */
    private static Table columns(int width) {
        Column name = Column.growing("Table", 14);
        Column old = Column.number("Old enough", 10);
        Column blocked = Column.number("Blocked", 8);
        return width < MEDIUM
                ? Table.of(name, old, blocked)
                : Table.of(
                        name,
                        Column.number("Age", 7),
                        Column.number("Deleted", 10),
                        old,
                        blocked,
                        Column.number("Held", 7),
                        Column.number("Frees", 9));
    }

    private List<Span> cells(TableReview table) {
        PurgeList list = pane.list();
        String mark = list.counts(table).isPresent() ? "" : "~";
        boolean guarded = table.guard().isPresent();
        String name = (guarded ? canvas.glyph(Glyph.WARNING) + " " : "")
                + table.table().name().name();
        Span old = Span.of(mark + Figures.count(list.candidates(table)));
        Span blocked = counted(table, Counts::blocked);
        if (canvas.columns() < MEDIUM) {
            return List.of(Span.of(name, guarded ? Role.WARNING : Role.TEXT), old, blocked);
        }
        long deleted = list.ages(table).all();
        return List.of(
                Span.of(name, guarded ? Role.WARNING : Role.TEXT),
                Span.of(Figures.age(list.cutoff(table).age()), Role.DIM),
                Span.of((list.ages(table).exact() ? "" : "~") + Figures.count(deleted), Role.DIM),
                old,
                blocked,
                counted(table, Counts::held),
                Span.of("~" + Figures.bytes(list.bytes(table)), Role.DIM));
    }

    private Span counted(TableReview table, ToLongFunction<Counts> which) {
        return pane.list()
                .counts(table)
                .map(counts -> which.applyAsLong(counts))
                .map(rows -> Span.of(Figures.count(rows), rows > 0 ? Role.WARNING : Role.DIM))
                .orElse(Span.of("?", Role.DIM));
    }

    private Span bottom() {
        String filter = pane.rows().filterLine().map(found -> found + "; ").orElse("");
        boolean guarded = pane.rows()
                .selected()
                .flatMap(name -> pane.list().table(name).guard())
                .isPresent();
        String counting = pane.counting()
                .map(PurgeCounting::current)
                .filter(name -> !name.isEmpty())
                .map(name -> "counting " + name)
                .orElse(guarded ? "guarded: kept longer, and asked for by name" : others());
        return Span.of(filter + counting, filter.isEmpty() ? Role.DIM : Role.MATCH);
    }

    private String others() {
        int more = pane.list().others();
        return more == 0
                ? ""
                : Figures.plural(more, "more table") + " with deleted rows may not be purged: nothing names "
                        + (more == 1 ? "it" : "them");
    }
}
