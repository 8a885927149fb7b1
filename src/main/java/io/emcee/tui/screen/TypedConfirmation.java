package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Asks for a name before something that cannot be taken back.
 *
 * @param expected what must be typed
 * @param warning what would be done
 * @param confirmed goes on with the closed overlay
 */
record TypedConfirmation(
        Typing typing, String expected, String warning, boolean wrong, UnaryOperator<Step<ConsoleState>> confirmed)
        implements Overlay {
    static TypedConfirmation of(String expected, String warning, UnaryOperator<Step<ConsoleState>> confirmed) {
        return new TypedConfirmation(Typing.NOTHING, expected, warning, false, confirmed);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" ->
                typing.text().equals(expected)
                        ? confirmed.apply(Step.of(state.closed()))
                        : Step.of(state.open(new TypedConfirmation(typing, expected, warning, true, confirmed)));
            default -> Step.of(state.open(typed(typing.key(key))));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(typed(typing.paste(text))));
    }

    private TypedConfirmation typed(Typing now) {
        return new TypedConfirmation(now, expected, warning, false, confirmed);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = Panels.dialog(canvas, "Confirm", 8).inset(1, 0);
        int row = inside.putWrapped(0, warning, Role.WARNING);
        row = inside.putWrapped(row + 1, "Type the name of the database, " + expected + ", to go on:", Role.TEXT);
        Canvas line = inside.row(row).fill(Role.INPUT);
        int end = line.put(0, 0, typing.text(), Role.INPUT);
        line.put(end, 0, " ", Role.CURSOR);
        if (wrong) {
            inside.put(0, row + 1, "That is not its name; nothing was done.", Role.ERROR);
        }
    }

    @Override
    public List<Span> footer() {
        return Panels.keys("enter", "go on", "esc", "cancel");
    }
}
