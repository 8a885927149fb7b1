package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a purge would find, and the purge itself: the tables, and what was opened from them, one above the other.
 *
 * @param panes of which the last one is shown; the first is always there
 */
record PurgeScreen(List<Screen> panes) implements Screen {
    PurgeScreen {
        panes = List.copyOf(panes);
    }

    static PurgeScreen start() {
        return new PurgeScreen(List.of(PurgeTables.start()));
    }

    static PurgeScreen here(ConsoleState state) {
        return (PurgeScreen) state.screen(Tab.PURGE);
    }

    /** The tables, whatever is shown above them. */
    static PurgeTables tables(ConsoleState state) {
        return (PurgeTables) here(state).panes.get(0);
    }

    /** Opens a pane above the others. */
    static ConsoleState open(Screen pane, ConsoleState state) {
        List<Screen> more = new ArrayList<>(here(state).panes);
        more.add(pane);
        return state.with(Tab.PURGE, new PurgeScreen(more));
    }

    /** The pane of a kind, if it is still open. */
    static <P extends Screen> Optional<P> pane(Class<P> kind, ConsoleState state) {
        return here(state).panes.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** Changes the pane of a kind; nothing when it was closed meanwhile. */
    static <P extends Screen> ConsoleState change(Class<P> kind, ConsoleState state, UnaryOperator<P> change) {
        return replace(kind, state, change::apply);
    }

    /** As the other, by a pane of another kind. */
    static <P extends Screen> ConsoleState replace(Class<P> kind, ConsoleState state, Replacement<P> by) {
        List<Screen> panes = here(state).panes.stream()
                .map(pane -> kind.isInstance(pane) ? by.of(kind.cast(pane)) : pane)
                .toList();
        return state.with(Tab.PURGE, new PurgeScreen(panes));
    }

    /** Another pane in the place of one. */
    interface Replacement<P> {
        Screen of(P pane);
    }

    private Screen top() {
        return panes.get(panes.size() - 1);
    }

    private PurgeScreen topped(Screen pane) {
        List<Screen> changed = new ArrayList<>(panes.subList(0, panes.size() - 1));
        changed.add(pane);
        return new PurgeScreen(changed);
    }

    @Override
    public List<Action> actions() {
        if (panes.size() == 1) {
            return top().actions();
        }
        List<Action> actions = new ArrayList<>(top().actions());
        actions.add(Action.BACK);
        return actions;
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return action == Action.BACK ? Optional.empty() : top().disabled(action, state);
    }

    @Override
    public boolean hinted(Action action, ConsoleState state) {
        return top().hinted(action, state);
    }

    @Override
    public String label(Action action) {
        return top().label(action);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return action == Action.BACK && !top().actions().contains(Action.BACK)
                ? back(state, world)
                : top().perform(action, state, world);
    }

    /** Out of the filter, then out of the pane. */
    private Step<ConsoleState> back(ConsoleState state, World world) {
        if (!filter().isEmpty()) {
            ConsoleState all = state.with(Tab.PURGE, filtered("", state));
            return all.screen().moved(all);
        }
        if (top() instanceof PurgePlanning plan) {
            plan.closed(world);
        }
        PurgeScreen below = new PurgeScreen(panes.subList(0, panes.size() - 1));
        return below.refreshed(state.with(Tab.PURGE, below), world);
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return top().refreshed(state, world);
    }

    @Override
    public String filter() {
        return top().filter();
    }

    @Override
    public String found() {
        return top().found();
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return topped(top().filtered(text, state));
    }

    @Override
    public Step<ConsoleState> moved(ConsoleState state) {
        return top().moved(state);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        top().view(canvas, state, world);
    }
}
