package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/**
 * What a command prints, also while it runs. Closing it does not stop the command.
 *
 * @param top the first line shown; the greatest number for the end, also when there come more
 */
record Output(int top) implements Overlay {
    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        String name = Keys.name(key);
        boolean runs = state.command().filter(TypedCommand::runs).isPresent();
        if (name.equals(":")) {
            return CommandLine.open(state);
        }
        if (runs && Action.STOP.keys().contains(name)) {
            return Console.stopCommand(state);
        }
        return Step.of(Moves.of(name).map(move -> moved(move, state)).orElseGet(state::closed));
    }

    private ConsoleState moved(Action move, ConsoleState state) {
        int lines = Paragraph.broken(lines(state), state.columns() - 4).size();
        int height = Math.max(1, state.bodyRows() - 2);
        int next = Moves.scroll(move, top, lines, height);
        return state.open(new Output(move == Action.BOTTOM ? Integer.MAX_VALUE : next));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        String title = state.command().map(TypedCommand::title).orElse("");
        Paragraph.draw(Panels.over(canvas, title).inset(1, 0), lines(state), top);
    }

    private static List<Span> lines(ConsoleState state) {
        Optional<TypedCommand> command = state.command();
        List<String> printed = command.map(TypedCommand::printed).orElse(List.of());
        if (printed.isEmpty()) {
            boolean runs = command.filter(TypedCommand::runs).isPresent();
            return List.of(Span.of(runs ? "It has printed nothing yet." : "It printed nothing.", Role.DIM));
        }
        return printed.stream().map(line -> Span.of(line, Role.CODE)).toList();
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return state.command().filter(TypedCommand::runs).isPresent()
                ? Panels.keys("esc", "close, it goes on", "x", "stop", "down", "more", "G", "follow")
                : Panels.keys("esc", "close", "down", "more", ":", "another");
    }
}
