package io.emcee.tui.paint;

/** A sign on the screen, in Unicode and in plain ASCII. All are one column wide but {@link #ARROW}'s plain form. */
public enum Glyph {
    HORIZONTAL("─", "-"),
    VERTICAL("│", "|"),
    TOP_LEFT("╭", "+"),
    TOP_RIGHT("╮", "+"),
    BOTTOM_LEFT("╰", "+"),
    BOTTOM_RIGHT("╯", "+"),
    LEFT_TEE("├", "+"),
    RIGHT_TEE("┤", "+"),
    TOP_TEE("┬", "+"),
    BOTTOM_TEE("┴", "+"),
    /** Applied, finished, passed. */
    DONE("✓", "x"),
    /** The step that comes next. */
    NEXT("▸", ">"),
    PENDING("·", "."),
    RUNNING("◐", "~"),
    WARNING("!", "!"),
    ERROR("✗", "E"),
    /** A revision that is applied. */
    APPLIED("●", "*"),
    /** The revision to be applied next. */
    TARGET("◎", "@"),
    /** A revision that is not yet applied. */
    WAITING("○", "o"),
    /** Before the selected row, so that the selection shows without colour. */
    SELECTED("▌", ">"),
    BULLET("•", "*"),
    ARROW("→", "->"),
    ASCENDING("▲", "^"),
    DESCENDING("▼", "v"),
    FILLED("█", "#"),
    EMPTY("░", "."),
    /** The part of a scrollbar that is on the screen. */
    THUMB("┃", "#"),
    ELLIPSIS("…", "~");

    private final String unicode;
    private final String ascii;

    Glyph(String unicode, String ascii) {
        this.unicode = unicode;
        this.ascii = ascii;
    }

    String unicode() {
        return unicode;
    }

    String ascii() {
        return ascii;
    }
}
