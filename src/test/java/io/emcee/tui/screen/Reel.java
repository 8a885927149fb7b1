package io.emcee.tui.screen;

import io.emcee.tui.loop.ScreenDriver;
import java.util.function.UnaryOperator;

/** Frames of a console, one after the other, as one golden file. */
final class Reel {
    private final StringBuilder frames = new StringBuilder();
    private final UnaryOperator<String> mask;

    private Reel(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    static Reel plain() {
        return new Reel(UnaryOperator.identity());
    }

    /** @param mask takes out what differs from run to run */
    static Reel masked(UnaryOperator<String> mask) {
        return new Reel(mask);
    }

    /** Takes what is on the screen. */
    Reel take(String title, ScreenDriver<ConsoleState> screen) {
        frames.append("==== ").append(title).append('\n').append(mask.apply(screen.text()));
        return this;
    }

    void matches(String name) {
        Golden.matches(name, frames.toString());
    }
}
