package io.emcee.tui.paint;

import java.nio.charset.Charset;

/** Which signs the terminal can show. */
public enum Glyphs {
    UNICODE(" ╵╷│╴╯╮┤╶╰╭├─┴┬┼"),
    /** For terminals without UTF-8: plain {@code +-|}. */
    ASCII(" |||-++|-++|-+++");

    /** Lines, indexed by the sides they touch: up 1, down 2, left 4, right 8. */
    private final String lines;

    Glyphs(String lines) {
        this.lines = lines;
    }

    /** Unicode if the charset has all of it, else ASCII. */
    public static Glyphs of(Charset charset) {
        return charset.name().startsWith("UTF-") || charset.name().equals("GB18030") ? UNICODE : ASCII;
    }

    public String of(Glyph glyph) {
        return switch (this) {
            case UNICODE -> glyph.unicode();
            case ASCII -> glyph.ascii();
        };
    }

    String line(int sides) {
        return lines.substring(sides, sides + 1);
    }
}
