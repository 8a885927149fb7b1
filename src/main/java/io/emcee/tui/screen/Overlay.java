package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Span;
import java.util.List;

/** Something in front of the screen that takes the keys until it is closed. */
interface Overlay {
    Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world);

    /** Pasted text; ignored where nothing is typed. */
    default Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state);
    }

    /** Draws over the body of the screen. */
    void view(Canvas canvas, ConsoleState state, World world);

    /** The footer while it is open. */
    List<Span> footer(ConsoleState state);
}
