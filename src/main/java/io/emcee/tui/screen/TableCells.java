package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Quality;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables' rows as text. */
record TableCells(TableList list, Instant now) {
    /** On a narrow terminal without the ages. */
    static Table columns(int width) {
        Column name = Column.growing("Table", 14);
        Column rows = Column.number("Rows", 9);
        Column size = Column.number("Size", 8);
        if (width < 48) {
            Column narrow = Column.growing("Table", 12);
            return Table.of(narrow, Column.number("Rows", 7), size, Column.number("Deleted", 8));
        }
        Column deleted = Column.number("Soft-deleted", 13);
        return width < 70
                ? Table.of(name, rows, size, deleted)
                : Table.of(name, rows, size, deleted, Column.number("Oldest", 8), Column.number("Newest", 8));
    }

    List<Span> of(QualifiedName name) {
        io.emcee.catalog.Table table = list.table(name);
        Optional<SoftDeletedCount> count = list.deleted(table);
        String rows =
                table.rows().isPresent() ? "~" + Figures.count(table.rows().getAsLong()) : "?";
        String unknown = table.softDelete().isPresent() ? "?" : "-";
        return List.of(
                Span.of(name.name()),
                Span.of(rows),
                Span.of((table.sizeQuality() == Quality.ESTIMATE ? "~" : "") + Figures.bytes(table.bytes())),
                count.map(TableCells::number).orElse(Span.of(unknown, Role.DIM)),
                Span.of(age(count.flatMap(SoftDeletedCount::oldest)), Role.DIM),
                Span.of(age(count.flatMap(SoftDeletedCount::newest)), Role.DIM));
    }

    private String age(Optional<Instant> at) {
        return at.map(when -> Figures.age(Duration.between(when, now))).orElse("");
    }

    private static Span number(SoftDeletedCount count) {
        String mark = count.quality() == Quality.ESTIMATE ? "~" : "";
        return Span.of(mark + Figures.count(count.rows()), count.rows() > 0 ? Role.TEXT : Role.DIM);
    }

    /** {@code        29  images, the oldest 812 d ago}. */
    Span line(io.emcee.catalog.Table table) {
        Optional<SoftDeletedCount> count = list.deleted(table);
        String number = count.map(known -> number(known).text()).orElse("");
        String oldest = age(count.flatMap(SoftDeletedCount::oldest));
        return Span.of(
                Text.padLeft(number, 9) + "  " + table.name().name()
                        + (oldest.isEmpty() ? "" : ", the oldest " + oldest + " ago"),
                Role.DIM);
    }
}
