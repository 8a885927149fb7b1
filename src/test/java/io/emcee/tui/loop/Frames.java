package io.emcee.tui.loop;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextImage;
import java.util.Locale;
import java.util.Set;

/** Frames as text and as pictures. */
public final class Frames {
    private static final double WIDTH = 8.4;
    private static final int HEIGHT = 18;
    private static final String PAPER = "#1c1c1c";
    private static final String INK = "#d0d0d0";

    private Frames() {}

    /** Every line, without trailing blanks, each ended by a line feed. */
    public static String text(TextImage frame) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < frame.getSize().getRows(); row++) {
            text.append(line(frame, row).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    public static String line(TextImage frame, int row) {
        return run(frame, row, 0, frame.getSize().getColumns());
    }

    private static String run(TextImage frame, int row, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int column = from; column < to; column++) {
            TextCharacter cell = frame.getCharacterAt(column, row);
            text.append(cell.getCharacterString());
            column += cell.isDoubleWidth() ? 1 : 0;
        }
        return text.toString();
    }

    /** A picture: one text for each run of one look, stretched to its columns, so that any viewer's font fits. */
    public static String svg(TextImage frame) {
        int columns = frame.getSize().getColumns();
        int rows = frame.getSize().getRows();
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %d" font-size="14" \
                font-family="DejaVu Sans Mono, Menlo, Consolas, monospace">
                <rect width="100%%" height="100%%" fill="%s"/>
                """.formatted(number(columns * WIDTH), rows * HEIGHT, paper(frame)));
        for (int row = 0; row < rows; row++) {
            for (int from = 0; from < columns; ) {
                int to = end(frame, row, from);
                draw(svg, frame, row, from, to);
                from = to;
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static String paper(TextImage frame) {
        return colour(background(frame.getCharacterAt(frame.getSize().getColumns() - 1, 0)), PAPER);
    }

    private static int end(TextImage frame, int row, int from) {
        TextCharacter first = frame.getCharacterAt(from, row);
        int to = from;
        while (to < frame.getSize().getColumns() && sameLook(first, frame.getCharacterAt(to, row))) {
            to += frame.getCharacterAt(to, row).isDoubleWidth() ? 2 : 1;
        }
        return to;
    }

    private static boolean sameLook(TextCharacter one, TextCharacter other) {
        return one.getForegroundColor().equals(other.getForegroundColor())
                && one.getBackgroundColor().equals(other.getBackgroundColor())
                && one.getModifiers().equals(other.getModifiers());
    }

    private static void draw(StringBuilder svg, TextImage frame, int row, int from, int to) {
        TextCharacter look = frame.getCharacterAt(from, row);
        boolean reverse = look.getModifiers().contains(SGR.REVERSE);
        String ink = reverse ? colour(look.getBackgroundColor(), PAPER) : colour(look.getForegroundColor(), INK);
        String paper = reverse ? colour(look.getForegroundColor(), INK) : colour(background(look), paper(frame));
        String at = number(from * WIDTH);
        String width = number((to - from) * WIDTH);
        if (!paper.equals(paper(frame))) {
            svg.append("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>\n"
                    .formatted(at, row * HEIGHT, width, HEIGHT, paper));
        }
        String text = run(frame, row, from, to);
        if (!text.isBlank()) {
            svg.append(
                    "<text x=\"%s\" y=\"%d\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>%s</text>\n"
                            .formatted(at, row * HEIGHT + 14, width, ink, font(look.getModifiers()), escaped(text)));
        }
    }

    private static TextColor background(TextCharacter cell) {
        return cell.getBackgroundColor();
    }

    private static String font(Set<SGR> modifiers) {
        return (modifiers.contains(SGR.BOLD) ? " font-weight=\"bold\"" : "")
                + (modifiers.contains(SGR.ITALIC) ? " font-style=\"italic\"" : "")
                + (modifiers.contains(SGR.UNDERLINE) ? " text-decoration=\"underline\"" : "");
    }

    private static String colour(TextColor colour, String otherwise) {
        return colour == TextColor.ANSI.DEFAULT
                ? otherwise
                : String.format("#%02x%02x%02x", colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Spaces that are not to be collapsed, by any viewer. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(' ', '\u00a0');
    }
}
