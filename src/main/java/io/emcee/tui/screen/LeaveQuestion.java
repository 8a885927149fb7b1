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
        return Console.leave(state.closed().silent());
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        List<Span> text = List.of(
                Span.of(state.command()
                                .filter(TypedCommand::runs)
                                .map(command -> "The command :" + command.line() + " runs.")
                                .orElse("A run is going on.")
                        + " It is stopped first: a data migration after its batch, any other statement at once; what"
                        + " is done is kept."),
                Span.of("Stop it and quit? y, or any other key to stay", Role.WARNING));
        Panels.dialog(canvas, "Quit?", text, 0);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("y", "stop and quit", "esc", "stay");
    }
}
