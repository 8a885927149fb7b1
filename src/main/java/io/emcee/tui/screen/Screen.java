package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import java.util.List;
import java.util.Optional;

/** One of the screens. */
interface Screen {
    /** What can be done here besides what can be done everywhere, in the order of the footer. */
    List<Action> actions();

    /** Why an action is not possible now; empty when it is. */
    default Optional<String> disabled(Action action, ConsoleState state) {
        return Optional.empty();
    }

    /** Whether the footer names an action; what is seldom of use stands in the help only. */
    default boolean hinted(Action action, ConsoleState state) {
        return true;
    }

    /** What the footer calls an action here. */
    default String label(Action action) {
        return action.label();
    }

    /** Does an action of {@link #actions} that is not disabled. */
    Step<ConsoleState> perform(Action action, ConsoleState state, World world);

    /** The screen became visible, or the facts changed. */
    default Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return Step.of(state);
    }

    /** The text by which rows are filtered; empty for none. */
    default String filter() {
        return "";
    }

    /** How many rows the filter found, {@code 3 of 29}; empty where nothing is filtered. */
    default String found() {
        return "";
    }

    /** The same screen with its rows filtered. */
    default Screen filtered(String text, ConsoleState state) {
        return this;
    }

    /** Another row may be selected: what is long to show follows in a moment, when nothing moves any more. */
    default Step<ConsoleState> moved(ConsoleState state) {
        return Step.of(state);
    }

    /** What stands in place of what is still being read. */
    static void await(Canvas canvas, ConsoleState state, String reading) {
        boolean silent = state.facts().isEmpty() && state.trouble().isPresent();
        canvas.put(1, 1, silent ? "The database has not answered yet." : reading, Role.DIM);
    }

    void view(Canvas canvas, ConsoleState state, World world);
}
