package io.emcee.tui.screen;

import io.emcee.purge.Hold;
import io.emcee.purge.Holds;
import io.emcee.purge.Visible;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is held back from every purge, the newest first; also what was lifted.
 *
 * @param holds empty until the first answer
 * @param rows by their numbers
 * @param trouble why the last question had no answer
 */
record PurgeHolds(Optional<List<Hold>> holds, Rows<Long> rows, Optional<String> trouble) implements Screen {
    /** Why, by whom and until when the selected one holds, below the list. */
    private static final int BELOW = 3;

    private static final int MEDIUM = 64;

    static Step<ConsoleState> open(ConsoleState state, World world) {
        PurgeHolds pane = new PurgeHolds(Optional.empty(), Rows.none(), Optional.empty());
        return Step.of(PurgeScreen.open(pane, state), read(world));
    }

    private static Effect<ConsoleState> read(World world) {
        return send -> {
            try {
                List<Hold> read = new ArrayList<>(new Holds(world.engine()).all());
                Collections.reverse(read);
                send.accept(state ->
                        Step.of(PurgeScreen.change(PurgeHolds.class, state, pane -> pane.arrived(read, state))));
            } catch (RuntimeException failure) {
                String why = "The holds could not be read: " + Inquiry.sentence(failure);
                send.accept(state -> Step.of(PurgeScreen.change(
                        PurgeHolds.class, state, pane -> new PurgeHolds(pane.holds, pane.rows, Optional.of(why)))));
            }
        };
    }

    PurgeHolds arrived(List<Hold> read, ConsoleState state) {
        List<Long> numbers = read.stream().map(Hold::number).toList();
        return new PurgeHolds(
                Optional.of(read), rows.replaced(numbers, String::valueOf, height(state)), Optional.empty());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.LIFT, Action.REFRESH));
        actions.addAll(Moves.ALL);
        return actions;
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        if (action != Action.LIFT) {
            return Optional.empty();
        }
        return selected().isEmpty()
                ? Optional.of("No hold is selected.")
                : selected().flatMap(Hold::lifted).map(any -> "This hold is lifted already.");
    }

    private Optional<Hold> selected() {
        return rows.selected().flatMap(this::find);
    }

    private Optional<Hold> find(long number) {
        return holds.stream()
                .flatMap(List::stream)
                .filter(hold -> hold.number() == number)
                .findFirst();
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return Step.of(put(rows.fit(height(state)), state));
    }

    private static ConsoleState put(Rows<Long> moved, ConsoleState state) {
        return PurgeScreen.change(PurgeHolds.class, state, pane -> new PurgeHolds(pane.holds, moved, pane.trouble));
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case LIFT -> lift(selected().orElseThrow(), state);
            case REFRESH -> Step.of(state, read(world));
            default -> Step.of(put(rows.moved(action, height(state)), state));
        };
    }

    private static Step<ConsoleState> lift(Hold hold, ConsoleState state) {
        return Step.of(state.open(AskedLine.of(
                        "Lift",
                        "Hold " + hold.number() + " keeps rows of "
                                + hold.table().name() + " (" + Visible.text(hold.words())
                                + "). Type the reason for lifting it; it stands in the journal:",
                        "")
                .then((reason, closed, world) -> Step.of(closed, lifting(hold, reason, world)))));
    }

    private static Effect<ConsoleState> lifting(Hold hold, String reason, World world) {
        return send -> {
            try {
                new Holds(world.engine()).lift(hold.number(), reason);
                String done = "Hold " + hold.number() + " is lifted.";
                send.accept(
                        state -> Holding.seen(state.say(done, Role.DONE), world).with(read(world)));
            } catch (RuntimeException failure) {
                String why = Denied.sentence(failure, "the hold stays");
                send.accept(state -> Step.of(state.say(why, Role.ERROR)));
            }
        };
    }

    private static int height(ConsoleState state) {
        return Table.height(state.bodyRows() - BELOW);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (holds.isEmpty()) {
            String reading = trouble.orElse("Reading the holds…");
            canvas.inset(1, 1).putWrapped(0, reading, trouble.isPresent() ? Role.ERROR : Role.DIM);
            return;
        }
        boolean wide = canvas.columns() >= MEDIUM;
        Column number = Column.number("Hold", 5);
        Column table = Column.fixed("Table", wide ? 18 : 10);
        Column held = Column.growing("Rows", 12);
        Table columns = wide ? Table.of(number, table, held, Column.fixed("Until", 16)) : Table.of(number, table, held);
        columns.draw(
                canvas.top(canvas.rows() - BELOW),
                rows.list(),
                row -> find(rows.shown().get(row))
                        .map(hold -> cells(hold, world))
                        .orElse(List.of()));
        if (rows.shown().isEmpty()) {
            canvas.inset(1, 1).putWrapped(0, "Nothing is held; h on a row of a table holds it.", Role.DIM);
        }
        selected().ifPresent(hold -> below(canvas.bottom(BELOW), hold));
    }

    private static List<Span> cells(Hold hold, World world) {
        boolean ended = hold.until()
                .filter(until -> until.isBefore(world.clock().instant()))
                .isPresent();
        boolean holds = hold.lifted().isEmpty() && !ended;
        String until = hold.lifted().isPresent()
                ? "lifted"
                : hold.until()
                        .map(at -> (ended ? "ended " : "") + Figures.moment(at).substring(0, ended ? 10 : 16))
                        .orElse("lifted by hand");
        Role role = holds ? Role.TEXT : Role.DIM;
        return List.of(
                Span.of(String.valueOf(hold.number()), role),
                Span.of(hold.table().name(), role),
                Span.of(Visible.text(hold.words()), role),
                Span.of(until, role));
    }

    /** {@code Held by maria@bastion on 2026-11-20 22:04:05 UTC: audit 7}, and why it was lifted. */
    private static void below(Canvas canvas, Hold hold) {
        String text = "Held by " + Visible.text(hold.by()) + " on " + Figures.moment(hold.at()) + ": "
                + Visible.text(hold.reason())
                + hold.lifted().map(why -> "; lifted by " + Visible.text(why)).orElse("");
        Paragraph.draw(canvas.inset(1, 0), List.of(Span.of(text, Role.DIM)), 0);
    }
}
