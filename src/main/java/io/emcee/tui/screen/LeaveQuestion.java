package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/** Asked when the operator wants to quit while a run is going on. */
record LeaveQuestion() implements Overlay {
    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        if (!Keys.name(key).equals("y")) {
            return Step.of(state.closed());
        }
        if (state.running().isEmpty()) {
            return Step.quit(state);
        }
        state.running().get().stop().request();
        return Step.of(state.closed().leave().say("Stopping, then quitting…", Role.WARNING));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = Panels.dialog(canvas, "Quit?", 4).inset(1, 0);
        int row = inside.putWrapped(
                0,
                "A run is going on. It is stopped first: a data migration after its batch, any other statement at once;"
                        + " what is done is kept.",
                Role.TEXT);
        inside.put(0, row, "Stop it and quit? y or any other key to stay", Role.WARNING);
    }

    @Override
    public List<Span> footer() {
        return Panels.keys("y", "stop and quit", "esc", "stay");
    }
}
