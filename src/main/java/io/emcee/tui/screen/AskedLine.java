package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/**
 * Asks for a line.
 *
 * @param title of the dialog
 * @param question what to type
 * @param optional whether it may be blank
 * @param typed goes on with the line and the closed overlay
 */
record AskedLine(Typing typing, String title, String question, boolean optional, Answer typed) implements Overlay {
    /** What becomes of the line. */
    interface Answer {
        Step<ConsoleState> go(String line, ConsoleState state, World world);
    }

    /** @param proposed what stands there at first */
    static AskedLine of(String title, String question, String proposed) {
        return new AskedLine(new Typing(proposed), title, question, false, (line, state, world) -> Step.of(state));
    }

    AskedLine then(Answer answer) {
        return new AskedLine(typing, title, question, optional, answer);
    }

    /** The same, which may be left blank. */
    AskedLine orNothing() {
        return new AskedLine(typing, title, question, true, typed);
    }

    private AskedLine with(Typing now) {
        return new AskedLine(now, title, question, optional, typed);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" ->
                typing.text().isBlank() && !optional
                        ? Step.of(state)
                        : typed.go(typing.text().strip(), state.closed(), world);
            default -> Step.of(state.open(with(typing.key(key))));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(with(typing.paste(text))));
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
