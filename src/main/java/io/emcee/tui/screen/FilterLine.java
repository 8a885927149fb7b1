package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.List;

/**
 * The line in which a filter is typed; the rows follow every key.
 *
 * @param before what Esc goes back to
 */
record FilterLine(Typing typing, String before) implements Overlay {
    static FilterLine of(String filter) {
        return new FilterLine(new Typing(filter), filter);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "enter" -> Step.of(state.closed());
            case "esc" -> moved(filter(state, before).closed());
            default -> typed(state, typing.key(key));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return typed(state, typing.paste(text));
    }

    private Step<ConsoleState> typed(ConsoleState state, Typing now) {
        return moved(filter(state, now.text()).open(new FilterLine(now, before)));
    }

    private static Step<ConsoleState> moved(ConsoleState state) {
        return state.screen().moved(state);
    }

    private static ConsoleState filter(ConsoleState state, String text) {
        return state.with(state.tab(), state.screen().filtered(text, state));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas line = canvas.bottom(1).fill(Role.INPUT);
        int end = Panels.input(line, "/", typing);
        String found = "  " + state.screen().found() + " ";
        if (end + Text.width(found) <= line.columns()) {
            line.putRight(0, found, Role.INPUT);
        }
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("enter", "keep the filter", "esc", "as before");
    }
}
