package io.emcee.tui.loop;

import com.googlecode.lanterna.input.KeyStroke;

/** Who wants what the operator types. */
interface Input {
    void key(KeyStroke key);

    void paste(String text);

    /** The terminal is gone. */
    void end();
}
