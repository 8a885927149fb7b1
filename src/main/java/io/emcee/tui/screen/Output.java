package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/**
 * What a command printed.
 *
 * @param command as it was typed
 * @param top the first line shown
 */
record Output(String command, Palette.Result result, int top) implements Overlay {
    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        int page = Math.max(1, state.bodyRows() - 2);
        return switch (Keys.name(key)) {
            case "down", "j" -> scroll(state, 1);
            case "up", "k" -> scroll(state, -1);
            case "pgdn", "space" -> scroll(state, page);
            case "pgup" -> scroll(state, -page);
            case ":" -> Step.of(state.open(CommandLine.empty()));
            default -> Step.of(state.closed());
        };
    }

    private Step<ConsoleState> scroll(ConsoleState state, int lines) {
        int last = Math.max(0, result.lines().size() - (state.bodyRows() - 2));
        return Step.of(state.open(new Output(command, result, Math.max(0, Math.min(top + lines, last)))));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = Panels.over(canvas, ":" + command + ending());
        if (result.lines().isEmpty()) {
            inside.put(1, 0, "It printed nothing.", Role.DIM);
        }
        for (int row = 0; row < inside.rows() && top + row < result.lines().size(); row++) {
            inside.putClipped(
                    1, row, inside.columns() - 2, Span.of(result.lines().get(top + row)));
        }
    }

    private String ending() {
        return result.exitCode() == 0 ? "" : "  (exit code " + result.exitCode() + ")";
    }

    @Override
    public List<Span> footer() {
        return Panels.keys("j", "down", "k", "up", ":", "another", "esc", "close");
    }
}
