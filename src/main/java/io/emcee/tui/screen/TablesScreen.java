package io.emcee.tui.screen;

import io.emcee.catalog.EstimatedCounts;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.sql.Connection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every table with its rows, size and soft-deleted rows: estimates at once, marked {@code ~}, exact numbers as they
 * arrive.
 *
 * @param counting the exact counts that are going on
 */
record TablesScreen(Reading reading, TableList tables, Rows<QualifiedName> rows, Optional<Counting> counting)
        implements Screen {
    /** How far the reading of the tables is. */
    enum Reading {
        NOT_ASKED,
        ASKED,
        READ,
        /** The database refused it. */
        FAILED
    }

    static TablesScreen start() {
        return new TablesScreen(Reading.NOT_ASKED, TableList.none(), Rows.none(), Optional.empty());
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
        return switch (action) {
            case REFRESH ->
                state.facts().isEmpty() ? Optional.of("The database has not answered yet.") : Optional.empty();
            case STOP -> counting.isEmpty() ? Optional.of("Nothing is being counted.") : Optional.empty();
            default ->
                reading != Reading.READ
                        ? Optional.of("The tables have not been read yet.")
                        : action == Action.COUNT ? notCountable() : Optional.empty();
        };
    }

    private Optional<String> notCountable() {
        if (counting.isPresent()) {
            return Optional.of("Counting is going on; x stops it.");
        }
        boolean keeps = rows.selected()
                .filter(name -> tables.table(name).softDelete().isPresent())
                .isPresent();
        return keeps ? Optional.empty() : Optional.of("This table keeps no soft-deleted rows.");
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return state.facts().isEmpty() || reading != Reading.NOT_ASKED
                ? Step.of(state.with(Tab.TABLES, with(rows.fit(height(state)))))
                : read(state, world);
    }

    private Step<ConsoleState> read(ConsoleState state, World world) {
        TablesScreen asking = reading == Reading.READ ? this : new TablesScreen(Reading.ASKED, tables, rows, counting);
        return Step.of(
                state.with(Tab.TABLES, asking),
                reading(world, state.facts().orElseThrow().schema()));
    }

    private static Effect<ConsoleState> reading(World world, String schema) {
        return send -> {
            var columns = world.engine().set().softDelete();
            try (Connection connection = world.database().reader("tables", world.screenLimit())) {
                List<Table> read = Tables.of(connection, schema, new SoftDelete.Names(columns.flag(), columns.at()));
                Map<QualifiedName, SoftDeletedCount> estimates = EstimatedCounts.of(connection, read);
                send.accept(state -> here(state).arrived(read, estimates, state, world));
            } catch (Exception failure) {
                String sentence = "The tables could not be read: " + Inquiry.sentence(failure);
                send.accept(state -> Step.of(here(state).failed(state).say(sentence, Role.ERROR)));
            }
        };
    }

    static TablesScreen here(ConsoleState state) {
        return (TablesScreen) state.screen(Tab.TABLES);
    }

    private ConsoleState failed(ConsoleState state) {
        Reading now = reading == Reading.READ ? Reading.READ : Reading.FAILED;
        return state.with(Tab.TABLES, new TablesScreen(now, tables, rows, counting));
    }

    /** Estimates first; then every table with soft-deleted rows is counted, the small ones before the large ones. */
    Step<ConsoleState> arrived(
            Collection<Table> read, Map<QualifiedName, SoftDeletedCount> estimates, ConsoleState state, World world) {
        counting.ifPresent(Counting::cancel);
        TableList list = tables.read(read, estimates);
        TablesScreen next = new TablesScreen(
                Reading.READ, list, rows.replaced(list.names(), QualifiedName::name, height(state)), Optional.empty());
        List<Table> toCount = list.keepers().stream()
                .sorted(Comparator.comparing(Table::bytes))
                .toList();
        return next.count(toCount, state, world);
    }

    private Step<ConsoleState> count(List<Table> toCount, ConsoleState state, World world) {
        if (toCount.isEmpty()) {
            return Step.of(state.with(Tab.TABLES, this));
        }
        Counting started = new Counting(toCount, world.countLimit());
        return Step.of(
                state.with(Tab.TABLES, new TablesScreen(reading, tables, rows, Optional.of(started))),
                send -> started.run(world, send));
    }

    ConsoleState counted(QualifiedName table, SoftDeletedCount count, ConsoleState state) {
        return state.with(Tab.TABLES, with(tables.counted(table, count), state));
    }

    ConsoleState ended(Counting which, ConsoleState state) {
        Optional<Counting> left = counting.filter(other -> other != which);
        return state.with(Tab.TABLES, new TablesScreen(reading, tables, rows, left));
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case SORT -> Step.of(sorted(tables.order().next(), state));
            case REVERSE -> Step.of(sorted(tables.order().reversed(), state));
            case FILTER -> Step.of(state.open(FilterLine.of(rows.filter())));
            case REFRESH -> {
                Step<ConsoleState> asked = read(state.say(Inquiry.ASKING, Role.DIM), world);
                yield asked.with(new Inquiry(world).rows());
            }
            case COUNT -> count(rows.selected().map(tables::table).stream().toList(), state, world);
            case STOP -> {
                counting.ifPresent(Counting::cancel);
                yield Step.of(state.say("The counting stops; what was counted stays.", Role.DIM));
            }
            default -> Step.of(state.with(Tab.TABLES, with(rows.moved(action, height(state)))));
        };
    }

    private ConsoleState sorted(TableList.Order order, ConsoleState state) {
        return state.with(Tab.TABLES, with(tables.sorted(order), state));
    }

    private TablesScreen with(Rows<QualifiedName> moved) {
        return new TablesScreen(reading, tables, moved, counting);
    }

    private TablesScreen with(TableList changed, ConsoleState state) {
        return new TablesScreen(
                reading, changed, rows.replaced(changed.names(), QualifiedName::name, height(state)), counting);
    }

    @Override
    public String filter() {
        return rows.filter();
    }

    @Override
    public String found() {
        return rows.found();
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return with(rows.filtered(text, height(state)));
    }

    /** Titles above, the sum below. */
    private static int height(ConsoleState state) {
        return io.emcee.tui.paint.Table.height(state.bodyRows() - 1);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (reading != Reading.READ) {
            Screen.await(canvas, state, waiting());
            return;
        }
        TableCells cells = new TableCells(tables, world.clock().instant());
        TableCells.columns(canvas.columns())
                .sortedBy(tables.order().by().column(), tables.order().descending())
                .draw(
                        canvas.top(canvas.rows() - 1),
                        rows.list(),
                        row -> cells.of(rows.shown().get(row)));
        if (rows.shown().isEmpty()) {
            String why = filter().isEmpty() ? "The schema has no tables." : "No table contains \"" + filter() + "\".";
            canvas.putClipped(1, 1, canvas.columns() - 2, Span.of(why, Role.DIM));
        }
        String line = rows.filterLine().map(found -> found + "; ").orElse("") + sum();
        canvas.bottom(1)
                .putClipped(1, 0, canvas.columns() - 2, Span.of(line, filter().isEmpty() ? Role.DIM : Role.MATCH));
    }

    private String waiting() {
        return reading == Reading.FAILED ? "The tables could not be read; r asks again." : "Reading the tables…";
    }

    /** The sum of all tables, and what is being counted. */
    String sum() {
        String now =
                counting.map(Counting::current).filter(name -> !name.isEmpty()).orElse("");
        return tables.sum() + (now.isEmpty() ? "" : ", counting " + now);
    }
}
