package io.emcee.tui.paint;

import com.googlecode.lanterna.TextColor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A colour as a theme file gives it.
 *
 * @param exact in full; empty if only a name is given
 * @param named where there are only sixteen colours
 */
record Colour(Optional<TextColor.RGB> exact, TextColor.ANSI named) {
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /** {@code #rrggbb}, {@code #rrggbb name}, or {@code name}; empty if it is none of these. */
    static Optional<Colour> parse(String text) {
        int space = text.indexOf(' ');
        String first = space < 0 ? text : text.substring(0, space);
        if (!first.startsWith("#")) {
            return named(text).map(name -> new Colour(Optional.empty(), name));
        }
        return exact(first)
                .flatMap(rgb -> (space < 0 ? Optional.of(nearest(rgb)) : named(text.substring(space + 1)))
                        .map(name -> new Colour(Optional.of(rgb), name)));
    }

    private static Optional<TextColor.RGB> exact(String text) {
        if (text.length() != 7 || !text.substring(1).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new TextColor.RGB(rgb >> 16, rgb >> 8 & 255, rgb & 255));
    }

    /** {@code red}, {@code bright-red}, {@code default}. */
    private static Optional<TextColor.ANSI> named(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        String constant = name.startsWith("bright-") ? name.substring(7) + "_BRIGHT" : name;
        return Arrays.stream(TextColor.ANSI.values())
                .filter(ansi -> ansi.name().equals(constant.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    TextColor at(ColourDepth depth) {
        return switch (depth) {
            case NONE -> TextColor.ANSI.DEFAULT;
            case SIXTEEN -> named;
            case INDEXED -> exact.<TextColor>map(Colour::indexed).orElse(named);
            case TRUE -> exact.<TextColor>map(rgb -> rgb).orElse(named);
        };
    }

    /** The nearest of the colour cube and the grey ramp; the first sixteen differ from terminal to terminal. */
    private static TextColor indexed(TextColor.RGB rgb) {
        int cube = 16 + 36 * level(rgb.getRed()) + 6 * level(rgb.getGreen()) + level(rgb.getBlue());
        int grey = (rgb.getRed() + rgb.getGreen() + rgb.getBlue()) / 3;
        int ramp = 232 + Math.max(0, Math.min(23, Math.round((grey - 8) / 10f)));
        TextColor fromCube = new TextColor.Indexed(cube);
        TextColor fromRamp = new TextColor.Indexed(ramp);
        return distance(rgb, fromCube) <= distance(rgb, fromRamp) ? fromCube : fromRamp;
    }

    private static int level(int value) {
        int best = 0;
        for (int i = 1; i < CUBE.length; i++) {
            if (Math.abs(CUBE[i] - value) < Math.abs(CUBE[best] - value)) {
                best = i;
            }
        }
        return best;
    }

    private static TextColor.ANSI nearest(TextColor.RGB rgb) {
        return Arrays.stream(TextColor.ANSI.values())
                .filter(ansi -> ansi != TextColor.ANSI.DEFAULT)
                .min(Comparator.comparingInt(ansi -> distance(rgb, ansi)))
                .orElseThrow();
    }

    private static int distance(TextColor one, TextColor other) {
        int red = one.getRed() - other.getRed();
        int green = one.getGreen() - other.getGreen();
        int blue = one.getBlue() - other.getBlue();
        return red * red + green * green + blue * blue;
    }
}
