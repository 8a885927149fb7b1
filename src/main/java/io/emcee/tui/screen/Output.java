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
        String name = Keys.name(key);
        if (name.equals(":")) {
            return Step.of(state.open(CommandLine.empty()));
        }
        int lines = Paragraph.broken(lines(), state.columns() - 4).size();
        return Step.of(Moves.of(name)
                .map(move -> Moves.scroll(move, top, lines, Math.max(1, state.bodyRows() - 2)))
                .map(moved -> state.open(new Output(command, result, moved)))
                .orElseGet(state::closed));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Paragraph.draw(Panels.over(canvas, title()).inset(1, 0), lines(), top);
    }

    /** {@code :db check (exit code 3)}. */
    String title() {
        return ":" + command + (result.exitCode() == 0 ? "" : " (exit code " + result.exitCode() + ")");
    }

    private List<Span> lines() {
        return result.lines().isEmpty()
                ? List.of(Span.of("It printed nothing.", Role.DIM))
                : result.lines().stream().map(line -> Span.of(line, Role.CODE)).toList();
    }

    @Override
    public List<Span> footer() {
        return Panels.keys("esc", "close", "down", "more", ":", "another");
    }
}
