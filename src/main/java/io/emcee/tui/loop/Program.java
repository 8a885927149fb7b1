package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;

/**
 * A full-screen program: how its model starts, what happens to it, how it looks. The model is a value; every method but
 * {@link #view} answers with the next one. All are called on one thread, so none may wait: what takes time is an
 * {@link Effect}.
 */
public interface Program<M> {
    /** The first model. */
    Step<M> start(TerminalSize size);

    /**
     * A key was pressed. Ctrl-C comes here as any other key; Ctrl-Z does not, the loop suspends by itself. No key but
     * Ctrl-C arrives while the terminal is too small to show anything.
     */
    Step<M> key(M model, KeyStroke key);

    /** Text was pasted, or a character was typed that no {@link KeyStroke} can hold. Line ends are {@code \n}. */
    Step<M> paste(M model, String text);

    /** The terminal has a new size. */
    Step<M> resized(M model, TerminalSize size);

    /**
     * The terminal is gone. Nothing is shown or read from here on: the loop ends if this step quits, else goes on
     * without a screen until a later message quits.
     */
    Step<M> hungUp(M model);

    /** An effect threw. */
    Step<M> failed(M model, Throwable cause);

    /** Draws the model. Pure: called whenever the model changed, at least 40x12, on a blank frame. */
    void view(M model, TextGraphics graphics);
}
