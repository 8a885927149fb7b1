package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.engine.Confirmed;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Asks for a name before something that cannot be taken back.
 *
 * @param what {@code the database's name}
 * @param expected what must be typed
 * @param warning what would be done
 * @param confirmed goes on with what was typed, and the overlay closed
 */
record TypedConfirmation(
        Typing typing,
        String what,
        String expected,
        String warning,
        boolean wrong,
        BiFunction<Confirmed, ConsoleState, Step<ConsoleState>> confirmed)
        implements Overlay {
    static TypedConfirmation of(
            String what,
            String expected,
            String warning,
            BiFunction<Confirmed, ConsoleState, Step<ConsoleState>> confirmed) {
        return new TypedConfirmation(Typing.NOTHING, what, expected, warning, false, confirmed);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" ->
                typed()
                        ? confirmed.apply(Confirmed.typed(question(), typing.text()), state.closed())
                        : Step.of(state.open(new TypedConfirmation(typing, what, expected, warning, true, confirmed)));
            default -> Step.of(state.open(typed(typing.key(key))));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(typed(typing.paste(text))));
    }

    /** A name that a terminal cannot show is typed as it is shown. */
    private boolean typed() {
        return typing.text().equals(expected) || typing.text().equals(Text.visible(expected));
    }

    private String question() {
        return "Type " + what + ", " + expected + ", to go on:";
    }

    private TypedConfirmation typed(Typing now) {
        return new TypedConfirmation(now, what, expected, warning, false, confirmed);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        List<Span> text = List.of(Span.of(warning, Role.WARNING), Span.of(question()));
        Canvas below = Panels.dialog(canvas, "Confirm", text, 2);
        Panels.input(below.row(0).fill(Role.INPUT), "", typing);
        if (wrong) {
            below.putClipped(0, 1, below.columns(), Span.of("That is not it; nothing was done.", Role.ERROR));
        }
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("enter", "go on", "esc", "cancel");
    }
}
