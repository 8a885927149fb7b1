package io.emcee.tui.screen;

import io.emcee.catalog.EstimatedCounts;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Quality;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.ListState;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every table with its rows, size and soft-deleted rows: estimates at once, marked {@code ~}, exact numbers as they
 * arrive.
 *
 * @param tables empty until they have been read
 * @param asked whether reading has begun
 * @param counting the exact counts that are going on
 */
record TablesScreen(
        Optional<List<Table>> tables,
        boolean asked,
        Map<QualifiedName, SoftDeletedCount> counts,
        Optional<Counting> counting,
        ListState list,
        Sort sort,
        boolean descending,
        String filter)
        implements Screen {

    /** By which column the rows are sorted. */
    enum Sort {
        NAME,
        ROWS,
        SIZE,
        DELETED,
        OLDEST;

        /** Its place among the columns, from 0. */
        int column() {
            return List.of(values()).indexOf(this);
        }

        Sort next() {
            return List.of(values()).get((column() + 1) % values().length);
        }
    }

    TablesScreen {
        counts = Map.copyOf(counts);
    }

    static TablesScreen start() {
        return new TablesScreen(
                Optional.empty(), false, Map.of(), Optional.empty(), ListState.of(0), Sort.NAME, false, "");
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.SORT,
                Action.REVERSE,
                Action.FILTER,
                Action.COUNT,
                Action.STOP,
                Action.UP,
                Action.DOWN,
                Action.PAGE_UP,
                Action.PAGE_DOWN,
                Action.TOP,
                Action.BOTTOM,
                Action.REFRESH);
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        if (action == Action.STOP) {
            return counting.isEmpty() ? Optional.of("Nothing is being counted.") : Optional.empty();
        }
        if (tables.isEmpty()) {
            return Optional.of("The tables have not been read yet.");
        }
        if (action == Action.COUNT) {
            return counting.isPresent()
                    ? Optional.of("Counting is going on; x stops it.")
                    : selected().filter(table -> table.softDelete().isPresent()).isEmpty()
                            ? Optional.of("This table keeps no soft-deleted rows.")
                            : Optional.empty();
        }
        return Optional.empty();
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        if (state.facts().isEmpty() || asked) {
            return Step.of(state.with(Tab.TABLES, with(list.fit(height(state)))));
        }
        return read(state, world);
    }

    private Step<ConsoleState> read(ConsoleState state, World world) {
        TablesScreen asking = new TablesScreen(tables, true, counts, counting, list, sort, descending, filter);
        return Step.of(
                state.with(Tab.TABLES, asking),
                reading(world, state.facts().orElseThrow().schema()));
    }

    /** Estimates first; then every table with soft-deleted rows is counted, the small ones before the large ones. */
    private static Effect<ConsoleState> reading(World world, String schema) {
        return send -> {
            var columns = world.engine().set().softDelete();
            try (Connection connection = world.database().reader("tables", world.screenLimit())) {
                List<Table> read = Tables.of(connection, schema, new SoftDelete.Names(columns.flag(), columns.at()));
                Map<QualifiedName, SoftDeletedCount> estimates = EstimatedCounts.of(connection, read);
                send.accept(state -> here(state).arrived(read, estimates, state, world));
            }
        };
    }

    private static TablesScreen here(ConsoleState state) {
        return (TablesScreen) state.screen(Tab.TABLES);
    }

    private Step<ConsoleState> arrived(
            List<Table> read, Map<QualifiedName, SoftDeletedCount> estimates, ConsoleState state, World world) {
        List<Table> toCount = read.stream()
                .filter(table -> table.softDelete().isPresent() && table.partition() != Table.Partition.MEMBER)
                .sorted(Comparator.comparing(Table::bytes))
                .toList();
        counting.ifPresent(Counting::cancel);
        TablesScreen next = new TablesScreen(
                        Optional.of(read), true, estimates, Optional.empty(), list, sort, descending, filter)
                .fitted(state);
        return next.count(toCount, state, world);
    }

    private Step<ConsoleState> count(List<Table> toCount, ConsoleState state, World world) {
        if (toCount.isEmpty()) {
            return Step.of(state.with(Tab.TABLES, this));
        }
        Counting started = new Counting(toCount, world.countLimit());
        TablesScreen next =
                new TablesScreen(tables, true, counts, Optional.of(started), list, sort, descending, filter);
        return Step.of(state.with(Tab.TABLES, next), send -> started.run(world, send));
    }

    ConsoleState counted(QualifiedName table, SoftDeletedCount count, ConsoleState state) {
        Map<QualifiedName, SoftDeletedCount> known = new HashMap<>(counts);
        known.put(table, count);
        return state.with(
                Tab.TABLES,
                new TablesScreen(tables, asked, known, counting, list, sort, descending, filter).fitted(state));
    }

    ConsoleState ended(Counting which, ConsoleState state) {
        Optional<Counting> left = counting.filter(other -> other != which);
        return state.with(Tab.TABLES, new TablesScreen(tables, asked, counts, left, list, sort, descending, filter));
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case SORT -> {
                Sort next = sort.next();
                yield Step.of(state.with(Tab.TABLES, sorted(next, next != Sort.NAME && next != Sort.OLDEST)));
            }
            case REVERSE -> Step.of(state.with(Tab.TABLES, sorted(sort, !descending)));
            case FILTER -> Step.of(state.open(FilterLine.of(filter)));
            case REFRESH -> {
                Step<ConsoleState> tablesRead = read(state, world);
                yield tablesRead.with(new Inquiry(world).rows());
            }
            case COUNT -> count(selected().stream().toList(), state, world);
            case STOP -> {
                counting.ifPresent(Counting::cancel);
                yield Step.of(state.say("The counting stops; what was counted stays.", Role.DIM));
            }
            default -> Step.of(state.with(Tab.TABLES, with(Moves.move(action, list, height(state)))));
        };
    }

    private TablesScreen sorted(Sort by, boolean fromTheEnd) {
        return new TablesScreen(tables, asked, counts, counting, list, by, fromTheEnd, filter);
    }

    private TablesScreen with(ListState moved) {
        return new TablesScreen(tables, asked, counts, counting, moved, sort, descending, filter);
    }

    private TablesScreen fitted(ConsoleState state) {
        return with(list.withCount(rows().size(), height(state)));
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return new TablesScreen(tables, asked, counts, counting, list, sort, descending, text).fitted(state);
    }

    /** Titles above, the sum below. */
    private static int height(ConsoleState state) {
        return Math.max(1, state.bodyRows() - 2);
    }

    private List<Table> rows() {
        Comparator<Table> order = switch (sort) {
            case NAME -> Comparator.comparing(table -> table.name().name());
            case ROWS -> Comparator.comparing(table -> table.rows().orElse(-1));
            case SIZE -> Comparator.comparing(Table::bytes);
            case DELETED ->
                Comparator.comparing(
                        table -> deleted(table).map(SoftDeletedCount::rows).orElse(-1L));
            case OLDEST ->
                Comparator.comparing(table ->
                        deleted(table).flatMap(SoftDeletedCount::oldest).orElse(Instant.MAX));
        };
        return tables.orElse(List.of()).stream()
                .filter(table -> table.name().name().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)))
                .sorted(descending ? order.reversed() : order)
                .toList();
    }

    private Optional<SoftDeletedCount> deleted(Table table) {
        return Optional.ofNullable(counts.get(table.name()));
    }

    private Optional<Table> selected() {
        List<Table> rows = rows();
        return list.selected() < rows.size() ? Optional.of(rows.get(list.selected())) : Optional.empty();
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (tables.isEmpty()) {
            canvas.put(1, 1, "Reading the tables…", Role.DIM);
            return;
        }
        List<Table> rows = rows();
        Instant now = world.clock().instant();
        columns(canvas.columns())
                .sortedBy(sort.column(), descending)
                .draw(canvas.top(canvas.rows() - 1), list, row -> cells(rows.get(row), now));
        canvas.bottom(1).putClipped(1, 0, canvas.columns() - 2, total());
        if (rows.isEmpty()) {
            String why = filter.isEmpty() ? "The schema has no tables." : "No table contains \"" + filter + "\".";
            canvas.put(1, 1, why, Role.DIM);
        }
    }

    private static io.emcee.tui.paint.Table columns(int width) {
        Column name = Column.growing("Table", 16);
        Column rows = Column.number("Rows", 11);
        Column size = Column.number("Size", 9);
        Column deleted = Column.number("Soft-deleted", 13);
        Column oldest = Column.number("Oldest", 8);
        return width < 70
                ? io.emcee.tui.paint.Table.of(name, rows, size, deleted)
                : io.emcee.tui.paint.Table.of(name, rows, size, deleted, oldest, Column.number("Newest", 8));
    }

    private List<Span> cells(Table table, Instant now) {
        Optional<SoftDeletedCount> count = deleted(table);
        String rows =
                table.rows().isPresent() ? "~" + Figures.count(table.rows().getAsLong()) : "?";
        return List.of(
                Span.of(table.name().name()),
                Span.of(rows),
                Span.of((table.sizeQuality() == Quality.ESTIMATE ? "~" : "") + Figures.bytes(table.bytes())),
                count.map(TablesScreen::number).orElse(unknown(table)),
                Span.of(
                        count.flatMap(SoftDeletedCount::oldest)
                                .map(at -> age(at, now))
                                .orElse(""),
                        Role.DIM),
                Span.of(
                        count.flatMap(SoftDeletedCount::newest)
                                .map(at -> age(at, now))
                                .orElse(""),
                        Role.DIM));
    }

    private static String age(Instant at, Instant now) {
        return Figures.age(Duration.between(at, now));
    }

    private static Span number(SoftDeletedCount count) {
        String mark = count.quality() == Quality.ESTIMATE ? "~" : "";
        return Span.of(mark + Figures.count(count.rows()), count.rows() > 0 ? Role.TEXT : Role.DIM);
    }

    private static Span unknown(Table table) {
        return table.softDelete().isPresent() ? Span.of("?", Role.DIM) : Span.of("-", Role.DIM);
    }

    private Span total() {
        long sum = counts.values().stream().mapToLong(SoftDeletedCount::rows).sum();
        boolean exact = counts.values().stream().allMatch(count -> count.quality() == Quality.EXACT);
        String text = (exact ? "" : "~") + Figures.count(sum) + " soft-deleted rows in "
                + Figures.plural(keepers().size(), "table");
        return Span.of(text + counting.map(now -> ", counting " + now.current()).orElse(""), Role.DIM);
    }

    private List<Table> keepers() {
        return tables.orElse(List.of()).stream()
                .filter(table -> table.softDelete().isPresent() && table.partition() != Table.Partition.MEMBER)
                .toList();
    }

    /** The sum and the tables with the most soft-deleted rows, for the overview; empty until the tables are read. */
    List<Span> summary(World world, int lines) {
        if (tables.isEmpty()) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>();
        spans.add(Span.of(total().text()));
        keepers().stream()
                .filter(table ->
                        deleted(table).filter(count -> count.rows() > 0).isPresent())
                .sorted(Comparator.<Table, Long>comparing(table ->
                                Objects.requireNonNull(counts.get(table.name())).rows())
                        .reversed())
                .limit(Math.max(0, lines - 1))
                .forEach(table -> spans.add(line(table, world)));
        return spans;
    }

    private Span line(Table table, World world) {
        SoftDeletedCount count = Objects.requireNonNull(counts.get(table.name()));
        String oldest = count.oldest()
                .map(at -> ", the oldest " + age(at, world.clock().instant()) + " ago")
                .orElse("");
        return Span.of(
                String.format("%12s  %s%s", number(count).text(), table.name().name(), oldest), Role.DIM);
    }
}
