package io.emcee.tui.paint;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.Objects;

/**
 * One character on the screen with its true width. Lanterna takes whatever is longer than one {@code char} to be two
 * columns wide and refuses flags and families; the text is kept here instead, and a space there.
 */
final class Cell extends TextCharacter {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final boolean wide;

    /** Every constructor that a subclass can call is deprecated, in favour of factories that it cannot use. */
    @SuppressWarnings("deprecation")
    private Cell(TextCharacter blank, String text) {
        super(blank);
        this.text = text;
        this.wide = Clusters.width(text) == 2;
    }

    static TextCharacter of(String text, Style style, TextColor background) {
        SGR[] modifiers = style.modifiers().toArray(new SGR[0]);
        TextCharacter blank = TextCharacter.fromCharacter(' ', style.foreground(), background, modifiers)[0];
        return new Cell(blank, text);
    }

    @Override
    public String getCharacterString() {
        return text;
    }

    @Override
    public boolean isDoubleWidth() {
        return wide;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && text.equals(((Cell) other).text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), text);
    }
}
