package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import java.util.List;
import java.util.Optional;

/** Where the database is, and the way to what comes next. */
record OverviewScreen() implements Screen {
    @Override
    public List<Action> actions() {
        return List.of(Action.GO);
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? "upgrade" : action.label();
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return state.facts().isEmpty() ? Optional.of("The database has not answered yet.") : Optional.empty();
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        ConsoleState next = state.with(Tab.UPGRADE);
        return next.screen().refreshed(next, world);
    }

    /** The soft-deleted rows stand on this screen too. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return state.screen(Tab.TABLES).refreshed(state, world);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (state.facts().isEmpty()) {
            String why = state.trouble()
                    .map(sentence -> sentence + "\nemcee asks again every few seconds; r asks at once.")
                    .orElse("Connecting…");
            canvas.inset(1, 1).putWrapped(0, why, state.trouble().isPresent() ? Role.ERROR : Role.DIM);
            return;
        }
        new Overview(canvas.inset(1, 0), state.facts().get(), world, TablesScreen.here(state)).draw();
    }
}
