package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/**
 * Asks for a line that opens a gate.
 *
 * @param title of the dialog
 * @param question what to type
 * @param typed goes on with the line, which is not blank, and the closed overlay
 */
record GateLine(Typing typing, String title, String question, Answer typed) implements Overlay {
    /** What becomes of the line. */
    interface Answer {
        Step<ConsoleState> go(String line, ConsoleState state, World world);
    }

    static GateLine of(String title, String question, Answer typed) {
        return new GateLine(Typing.NOTHING, title, question, typed);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" ->
                typing.text().isBlank()
                        ? Step.of(state)
                        : typed.go(typing.text().strip(), state.closed(), world);
            default -> Step.of(state.open(new GateLine(typing.key(key), title, question, typed)));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(new GateLine(typing.paste(text), title, question, typed)));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas below = Panels.dialog(canvas, title, List.of(Span.of(question)), 1);
        Panels.input(below.row(0).fill(Role.INPUT), "", typing);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("enter", "go on", "esc", "cancel");
    }
}
