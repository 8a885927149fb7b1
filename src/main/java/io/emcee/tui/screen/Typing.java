package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;

/** Text that is being typed on one line. */
record Typing(String text) {
    static final Typing NOTHING = new Typing("");

    /** What a key makes of it; keys that write or delete nothing change nothing. */
    Typing key(KeyStroke key) {
        if (key.getKeyType() == KeyType.Backspace) {
            return text.isEmpty() ? this : new Typing(text.substring(0, text.offsetByCodePoints(text.length(), -1)));
        }
        if (key.isCtrlDown() && key.getKeyType() == KeyType.Character && key.getCharacter() == 'u') {
            return NOTHING;
        }
        boolean writes = key.getKeyType() == KeyType.Character && !key.isCtrlDown() && !key.isAltDown();
        return writes ? new Typing(text + key.getCharacter()) : this;
    }

    /** Pasted text without its line ends. */
    Typing paste(String pasted) {
        return new Typing(text + pasted.replace("\n", " ").strip());
    }
}
