package io.emcee.tui.screen;

import io.emcee.catalog.Activity;
import io.emcee.catalog.SessionAct;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What every session of the database does, asked every second while the screen is shown: who blocks whom at the top; or
 * one session whole.
 *
 * @param observer who asks; empty while nobody looks
 * @param trouble why the last question had no answer
 * @param list empty until the first answer
 * @param open the session that is shown whole; empty while the list has the keys
 */
record SessionsScreen(
        Optional<Observer> observer,
        Optional<String> trouble,
        Optional<SessionList> list,
        Rows<Integer> rows,
        Optional<Opened> open)
        implements Screen {
    /** The sum, below the rows. */
    private static final int AROUND = 1;

    /**
     * A session shown whole. It stays so when the session has ended.
     *
     * @param top the first line shown
     */
    record Opened(int pid, int top) {}

    static SessionsScreen start() {
        return new SessionsScreen(Optional.empty(), Optional.empty(), Optional.empty(), Rows.none(), Optional.empty());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.SORT, Action.REVERSE, Action.FILTER));
        actions.addAll(List.of(Action.CANCEL_STATEMENT, Action.END_SESSION));
        actions.addAll(Moves.ALL);
        if (open.isPresent()) {
            actions.add(Action.BACK);
        }
        return actions;
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? open.isPresent() ? "list" : "details" : action.label();
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case BACK -> Optional.empty();
            case GO -> rows.selected().isEmpty() ? Optional.of("No session is selected.") : Optional.empty();
            case CANCEL_STATEMENT -> new Intervention(SessionAct.CANCEL, Whom.SELECTED).disabled(state);
            case END_SESSION -> new Intervention(SessionAct.TERMINATE, Whom.SELECTED).disabled(state);
            case SORT, REVERSE, FILTER -> closedList(action);
            default -> unread();
        };
    }

    private Optional<String> closedList(Action action) {
        if (open.isPresent()) {
            return Optional.of("One session is open; Esc goes back to the list.");
        }
        boolean tree = list.filter(known -> known.order().by() == SessionList.Sort.TREE)
                .isPresent();
        return action == Action.REVERSE && tree
                ? Optional.of("Who blocks stands above who waits; s sorts by a column.")
                : unread();
    }

    private Optional<String> unread() {
        return list.isEmpty() ? Optional.of("The sessions have not been read yet.") : Optional.empty();
    }

    static SessionsScreen here(ConsoleState state) {
        return (SessionsScreen) state.screen(Tab.SESSIONS);
    }

    /** Needs nothing but a connection: also where emcee's own schema may not be read. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        if (observer.isPresent()) {
            return Step.of(state.with(Tab.SESSIONS, with(rows.fit(height(state)))));
        }
        Observer begun = new Observer();
        SessionsScreen asking = new SessionsScreen(Optional.of(begun), trouble, list, rows.fit(height(state)), open);
        return Step.of(state.with(Tab.SESSIONS, asking), begun.ask(world));
    }

    /** The sessions, as they are now. */
    Step<ConsoleState> arrived(List<Activity> now, ConsoleState state, World world) {
        SessionList read = list.orElseGet(SessionList::none).read(now);
        SessionsScreen fresh =
                new SessionsScreen(observer, Optional.empty(), Optional.of(read), following(read, state), open);
        return fresh.goOn(state, false, world);
    }

    Step<ConsoleState> failed(String sentence, ConsoleState state, World world) {
        return new SessionsScreen(observer, Optional.of(sentence), list, rows, open).goOn(state, true, world);
    }

    private Step<ConsoleState> goOn(ConsoleState state, boolean failed, World world) {
        boolean looks = state.tab() == Tab.SESSIONS && !state.leaving();
        if (looks) {
            ConsoleState next = state.with(Tab.SESSIONS, this);
            return observer.map(asking -> asking.next(next, failed, world)).orElseGet(() -> Step.of(next));
        }
        SessionsScreen left = new SessionsScreen(Optional.empty(), trouble, list, rows, open);
        Step<ConsoleState> step = Step.of(state.with(Tab.SESSIONS, left));
        return observer.map(asking -> step.with(asking.end())).orElse(step);
    }

    private Rows<Integer> following(SessionList read, ConsoleState state) {
        return rows.replaced(read.pids(), read::text, height(state));
    }

    private SessionsScreen with(Rows<Integer> moved) {
        return new SessionsScreen(observer, trouble, list, moved, open);
    }

    private SessionsScreen with(Optional<Opened> opened) {
        return new SessionsScreen(observer, trouble, list, rows, opened);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        if (action == Action.CANCEL_STATEMENT || action == Action.END_SESSION) {
            SessionAct act = action == Action.END_SESSION ? SessionAct.TERMINATE : SessionAct.CANCEL;
            return new Intervention(act, Whom.SELECTED).ask(state, world);
        }
        if (open.isPresent()) {
            return Step.of(state.with(Tab.SESSIONS, inDetails(action, open.get(), state)));
        }
        return Step.of(
                switch (action) {
                    case GO -> state.with(Tab.SESSIONS, with(rows.selected().map(pid -> new Opened(pid, 0))));
                    case SORT -> sorted(SessionList.Order::next, state);
                    case REVERSE -> sorted(SessionList.Order::reversed, state);
                    case FILTER -> state.open(FilterLine.of(rows.filter()));
                    default -> state.with(Tab.SESSIONS, with(rows.moved(action, height(state))));
                });
    }

    /** The session that is shown whole, else the one that is selected; empty when it has ended. */
    Optional<Activity> chosen() {
        return open.map(Opened::pid).or(rows::selected).flatMap(this::find);
    }

    /** A session as it was last seen. */
    Optional<Activity> find(int pid) {
        return list.flatMap(known -> known.find(pid));
    }

    private SessionsScreen inDetails(Action action, Opened opened, ConsoleState state) {
        if (action == Action.GO || action == Action.BACK) {
            return with(Optional.<Opened>empty());
        }
        int lines = Paragraph.broken(details(opened), state.columns() - 4).size();
        int top = Moves.scroll(action, opened.top(), lines, Math.max(1, state.bodyRows() - 2));
        return with(Optional.of(new Opened(opened.pid(), top)));
    }

    private List<Span> details(Opened opened) {
        SessionList known = list.orElseGet(SessionList::none);
        return known.find(opened.pid())
                .map(activity -> new SessionDetails(known, activity).lines())
                .orElse(List.of(Span.of("This session has ended.", Role.DIM)));
    }

    private ConsoleState sorted(UnaryOperator<SessionList.Order> change, ConsoleState state) {
        SessionList known = list.orElseGet(SessionList::none);
        SessionList sorted = known.sorted(change.apply(known.order()));
        return state.with(
                Tab.SESSIONS,
                new SessionsScreen(observer, trouble, Optional.of(sorted), following(sorted, state), open));
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

    private static int height(ConsoleState state) {
        return Table.height(state.bodyRows() - AROUND);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (list.isEmpty()) {
            String reading = trouble.orElse("Reading the sessions…");
            canvas.inset(1, 1).putWrapped(0, reading, trouble.isPresent() ? Role.ERROR : Role.DIM);
        } else if (open.isPresent()) {
            String title = open.get().pid() == 0
                    ? "prepared transactions"
                    : "pid " + open.get().pid();
            Canvas inside = canvas.box(title, Role.FOCUS).inset(1, 0);
            Paragraph.draw(inside, details(open.get()), open.get().top());
        } else {
            list(canvas, list.get());
        }
    }

    private void list(Canvas canvas, SessionList known) {
        SessionCells cells = new SessionCells(known, canvas.glyphs(), canvas.columns());
        cells.table()
                .draw(
                        canvas.top(canvas.rows() - AROUND),
                        rows.list(),
                        row -> cells.of(rows.shown().get(row)));
        if (rows.shown().isEmpty()) {
            String why = filter().isEmpty()
                    ? "Nobody else is connected to this database."
                    : "No session contains \"" + filter() + "\".";
            canvas.putClipped(1, 1, canvas.columns() - 2, Span.of(why, Role.DIM));
        }
        canvas.bottom(1).putClipped(1, 0, canvas.columns() - 2, bottom(known));
    }

    private Span bottom(SessionList known) {
        if (trouble.isPresent()) {
            return Span.of(trouble.get(), Role.ERROR);
        }
        String sum = known.hidden().orElse("") + known.sum();
        return rows.filterLine()
                .map(found -> Span.of(found + "; " + sum, Role.MATCH))
                .orElseGet(() -> Span.of(sum, known.hidden().isPresent() ? Role.WARNING : Role.DIM));
    }
}
