package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.json.Durations;
import io.emcee.purge.Ages;
import io.emcee.purge.Review;
import io.emcee.purge.TableReview;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tables that may be purged: estimates at once, exact numbers as they arrive, and both again when the age moves.
 *
 * @param counting the exact counts that are going on
 */
record PurgeTables(
        TablesScreen.Reading reading, PurgeList list, Rows<QualifiedName> rows, Optional<PurgeCounting> counting)
        implements Screen {
    /** Counted anew when the age has not moved for so long. */
    private static final Duration REST = Duration.ofMillis(300);

    static PurgeTables start() {
        return new PurgeTables(TablesScreen.Reading.NOT_ASKED, PurgeList.none(), Rows.none(), Optional.empty());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.LONGER, Action.SHORTER, Action.AGE));
        actions.addAll(List.of(Action.PURGE, Action.HOLDS, Action.FILTER, Action.COUNT, Action.STOP, Action.REFRESH));
        actions.addAll(Moves.ALL);
        return actions;
    }

    @Override
    public String label(Action action) {
        return switch (action) {
            case GO -> "rows";
            case LONGER -> "older";
            case SHORTER -> "younger";
            default -> action.label();
        };
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case REFRESH, HOLDS -> Optional.empty();
            case STOP -> counting.isEmpty() ? Optional.of("Nothing is being counted.") : Optional.empty();
            default -> unread().or(() -> unselected(action));
        };
    }

    private Optional<String> unread() {
        return reading == TablesScreen.Reading.READ
                ? Optional.empty()
                : Optional.of("The tables have not been read yet.");
    }

    private Optional<String> unselected(Action action) {
        boolean needs = action == Action.GO || action == Action.PURGE || action == Action.COUNT;
        return needs && rows.selected().isEmpty() ? Optional.of("No table is selected.") : Optional.empty();
    }

    @Override
    public boolean hinted(Action action, ConsoleState state) {
        return action != Action.REFRESH && (action != Action.STOP || counting.isPresent());
    }

    /** Needs nothing but a connection: also where emcee's own schema may not be read. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return reading != TablesScreen.Reading.NOT_ASKED
                ? Step.of(shown(with(rows.fit(height(state, world))), state))
                : read(state, world);
    }

    private static ConsoleState shown(PurgeTables now, ConsoleState state) {
        return PurgeScreen.change(PurgeTables.class, state, pane -> now);
    }

    /** Reads the tables anew, for instance after a purge. */
    Step<ConsoleState> read(ConsoleState state, World world) {
        TablesScreen.Reading now =
                reading == TablesScreen.Reading.READ ? TablesScreen.Reading.READ : TablesScreen.Reading.ASKED;
        return Step.of(shown(new PurgeTables(now, list, rows, counting), state), reading(world));
    }

    private static Effect<ConsoleState> reading(World world) {
        return send -> {
            try {
                Review review = world.review();
                List<TableReview> tables = review.tables();
                Instant now = review.cutoff(Duration.ZERO).at();
                send.accept(state -> PurgeScreen.tables(state).arrived(tables, now, state, world));
            } catch (RuntimeException failure) {
                String sentence = "The tables could not be read: " + Inquiry.sentence(failure);
                send.accept(
                        state -> Step.of(PurgeScreen.tables(state).failed(state).say(sentence, Role.ERROR)));
            }
        };
    }

    private ConsoleState failed(ConsoleState state) {
        TablesScreen.Reading now =
                reading == TablesScreen.Reading.READ ? TablesScreen.Reading.READ : TablesScreen.Reading.FAILED;
        return shown(new PurgeTables(now, list, rows, counting), state);
    }

    /** Estimates first; then every table is counted, the small ones before the large ones. */
    Step<ConsoleState> arrived(List<TableReview> tables, Instant now, ConsoleState state, World world) {
        PurgeList known = list.read(tables, now);
        PurgeTables next = new PurgeTables(
                TablesScreen.Reading.READ,
                known,
                rows.replaced(known.names(), QualifiedName::name, height(state, world)),
                counting);
        return next.count(known.tables(), state.silentIf(Inquiry.ASKING), world);
    }

    private Step<ConsoleState> count(List<TableReview> wanted, ConsoleState state, World world) {
        counting.ifPresent(going -> going.cancel(world));
        List<TableReview> small = wanted.stream()
                .sorted(Comparator.comparing(table -> table.table().bytes()))
                .toList();
        PurgeCounting started = new PurgeCounting(list, small);
        return Step.of(
                shown(new PurgeTables(reading, list, rows, Optional.of(started)), state),
                send -> started.run(world, send));
    }

    PurgeTables counted(QualifiedName table, Ages ages, PurgeList.Counted found) {
        return new PurgeTables(reading, list.counted(table, ages, found), rows, counting);
    }

    PurgeTables ended(PurgeCounting which) {
        return new PurgeTables(reading, list, rows, counting.filter(other -> other != which));
    }

    private PurgeTables with(Rows<QualifiedName> moved) {
        return new PurgeTables(reading, list, moved, counting);
    }

    private PurgeTables with(PurgeList other) {
        return new PurgeTables(reading, other, rows, counting);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case GO -> PurgeCandidates.open(selected(), list.cutoff(selected()), state, world);
            case PURGE -> PurgePlanning.open(selected(), list.cutoff(selected()), state, world);
            case HOLDS -> PurgeHolds.open(state, world);
            case LONGER -> aged(list.older(), state, world);
            case SHORTER -> aged(list.younger(), state, world);
            case AGE -> Step.of(state.open(askAge()));
            case FILTER -> Step.of(state.open(FilterLine.of(rows.filter())));
            case COUNT -> count(List.of(selected()), state, world);
            case REFRESH -> read(state.say(Inquiry.ASKING, Role.DIM), world).with(new Inquiry(world).rows());
            case STOP -> {
                counting.ifPresent(going -> going.cancel(world));
                yield Step.of(state.say("The counting stops; what was counted stays.", Role.DIM));
            }
            default -> Step.of(shown(with(rows.moved(action, height(state, world))), state));
        };
    }

    private TableReview selected() {
        return list.table(rows.selected().orElseThrow());
    }

    private static AskedLine askAge() {
        return AskedLine.of("Age", "Rows that were deleted longer ago than this may go, such as 180d or 12h:", "")
                .then((typed, state, world) -> {
                    try {
                        PurgeTables here = PurgeScreen.tables(state);
                        return here.aged(here.list.aged(Durations.parse(typed)), state, world);
                    } catch (IllegalArgumentException wrong) {
                        return Step.of(state.say(
                                "\"" + typed + "\" is no length of time; write it as 180d or 12h.", Role.WARNING));
                    }
                });
    }

    /** The numbers move at once; what must be counted follows when the age rests. */
    private Step<ConsoleState> aged(PurgeList older, ConsoleState state, World world) {
        counting.ifPresent(going -> going.cancel(world));
        return Step.of(shown(with(older), state), Effect.after(REST, later -> {
            PurgeTables here = PurgeScreen.tables(later);
            return here.list.age().equals(older.age()) ? here.count(here.list.tables(), later, world) : Step.of(later);
        }));
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
        return with(rows.filtered(text, Math.max(1, state.bodyRows() - PurgeTablesView.BARS)));
    }

    private int height(ConsoleState state, World world) {
        return PurgeTablesView.height(list, world, state.columns(), state.bodyRows());
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (reading != TablesScreen.Reading.READ) {
            String waiting = reading == TablesScreen.Reading.FAILED
                    ? "The tables could not be read; r asks again."
                    : "Reading the tables…";
            canvas.put(1, 1, waiting, Role.DIM);
            return;
        }
        new PurgeTablesView(this, world, canvas).draw();
    }
}
