package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.engine.Check;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/** Asks why a check that is red is overruled; the reason is kept. */
record ReasonLine(Typing typing, Check check) implements Overlay {
    static ReasonLine of(Check check) {
        return new ReasonLine(Typing.NOTHING, check);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" -> Step.of(typing.text().isBlank() ? state : overruled(state.closed()));
            default -> Step.of(state.open(new ReasonLine(typing.key(key), check)));
        };
    }

    private ConsoleState overruled(ConsoleState state) {
        return state.examined()
                .map(examined ->
                        state.with(examined.overruled(check, typing.text().strip())))
                .orElse(state);
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(new ReasonLine(typing.paste(text), check)));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        List<Span> text = List.of(
                Span.of(check.subject().word() + ": " + check.value(), Role.WARNING),
                Span.of("Type the reason for going on all the same; it stands in the journal:"));
        Canvas below = Panels.dialog(canvas, "Overrule", text, 1);
        Panels.input(below.row(0).fill(Role.INPUT), "", typing);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("enter", "overrule", "esc", "cancel");
    }
}
