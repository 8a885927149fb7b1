package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Asks once more before something is done; only y and Enter do it.
 *
 * @param consequence what is so from then on
 * @param question without its question mark: {@code Record this}
 * @param confirmed goes on with the closed overlay
 */
record Question(String title, String consequence, String question, UnaryOperator<Step<ConsoleState>> confirmed)
        implements Overlay {
    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        Step<ConsoleState> closed = Step.of(state.closed());
        return switch (Keys.name(key)) {
            case "y", "enter" -> confirmed.apply(closed);
            default -> closed;
        };
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        List<Span> text = List.of(
                Span.of(consequence),
                Span.of(question + "? y or Enter, or any other key to leave it as it is", Role.WARNING));
        Panels.dialog(canvas, title, text, 0);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("y", question.toLowerCase(Locale.ROOT), "esc", "leave it");
    }
}
