package io.emcee.tui.paint;

import java.util.ArrayList;
import java.util.List;

/** Text as columns of a terminal: how wide it is, where it is cut, and how it is shown without doing harm. */
public final class Text {
    private static final String ELLIPSIS = Glyph.ELLIPSIS.unicode();

    private Text() {}

    /** How many columns the text takes. */
    public static int width(String text) {
        if (plain(text)) {
            return text.length();
        }
        return Clusters.of(text).stream().mapToInt(Clusters::width).sum();
    }

    /** The text if it fits, else its beginning and {@code …}; never wider than {@code width}. */
    public static String clip(String text, int width) {
        return clip(text, width, ELLIPSIS);
    }

    /** The text if it fits, else its beginning and the ellipsis; never wider than {@code width}. */
    public static String clip(String text, int width, String ellipsis) {
        if (width(text) <= width) {
            return text;
        }
        int room = width - width(ellipsis);
        return room < 0 ? "" : start(text, room) + ellipsis;
    }

    /** As much of the beginning as fits into {@code width} columns. */
    public static String start(String text, int width) {
        if (plain(text)) {
            return text.substring(0, Math.max(0, Math.min(width, text.length())));
        }
        StringBuilder start = new StringBuilder();
        int left = width;
        for (String cluster : Clusters.of(text)) {
            left -= Clusters.width(cluster);
            if (left < 0) {
                break;
            }
            start.append(cluster);
        }
        return start.toString();
    }

    /** The text and as many spaces as fill {@code width} columns; unchanged if it is wider. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** As many spaces as fill {@code width} columns, and the text; unchanged if it is wider. */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** The lines of a text, tabs as spaces up to the next column divisible by four. */
    public static List<String> lines(String text) {
        return text.lines().map(Text::withoutTabs).toList();
    }

    private static String withoutTabs(String line) {
        StringBuilder spaced = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                spaced.append(" ".repeat(4 - spaced.length() % 4));
            } else {
                spaced.append(line.charAt(i));
            }
        }
        return spaced.toString();
    }

    /**
     * The text's lines, each broken between words (a word too long, anywhere) so that none is wider than {@code width}.
     * What is shown is {@link #visible} already.
     */
    public static List<String> wrap(String text, int width) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines(text)) {
            wrapLine(visible(line), Math.max(1, width), wrapped);
        }
        return wrapped;
    }

    private static void wrapLine(String line, int width, List<String> wrapped) {
        String rest = line;
        while (width(rest) > width) {
            String fits = start(rest, width);
            if (fits.isEmpty()) {
                fits = Clusters.of(rest).get(0);
            }
            int space = rest.charAt(fits.length()) == ' ' ? fits.length() : fits.lastIndexOf(' ');
            int end = fits.substring(0, Math.max(0, space)).isBlank() ? fits.length() : space;
            wrapped.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        wrapped.add(rest);
    }

    /**
     * The text with everything that a terminal would act on, or a reader would not see, written out: {@code \x1b},
     * {@code \n}, {@code \u202e}. At most three marks stay on one letter.
     */
    public static String visible(String text) {
        return plain(text) ? text : Visible.of(text);
    }

    static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
