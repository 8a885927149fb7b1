package io.emcee.tui.loop;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/** The colours and modifiers of a cell, and the shortest sequence from one to another. */
record Look(TextColor foreground, TextColor background, Set<SGR> modifiers) {
    static final Look PLAIN = new Look(TextColor.ANSI.DEFAULT, TextColor.ANSI.DEFAULT, EnumSet.noneOf(SGR.class));

    /** Of a blank only the background shows, so blanks that differ in nothing else are the same. */
    static Look of(TextCharacter cell) {
        EnumSet<SGR> modifiers = cell.getModifiers();
        boolean blank = modifiers.isEmpty() && cell.getCharacterString().equals(" ");
        TextColor foreground = blank ? TextColor.ANSI.DEFAULT : cell.getForegroundColor();
        return new Look(foreground, cell.getBackgroundColor(), modifiers);
    }

    /** Written out, like {@link #hashCode}: what a record has of itself is linked at its first call, in milliseconds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Look look
                && look.foreground.equals(foreground)
                && look.background.equals(background)
                && look.modifiers.equals(modifiers);
    }

    @Override
    public int hashCode() {
        return (foreground.hashCode() * 31 + background.hashCode()) * 31 + modifiers.hashCode();
    }

    boolean isPlain() {
        return equals(PLAIN);
    }

    /** What a blank needs of this look; the pen's foreground may stay. */
    Look blankAfter(Look pen) {
        return new Look(pen.foreground, background, PLAIN.modifiers);
    }

    /** The sequence that makes a pen of this look one of {@code wanted}; empty if it is one. */
    String to(Look wanted) {
        if (equals(wanted)) {
            return "";
        }
        String change = change(wanted);
        String anew = wanted.anew();
        return "\033[" + (anew.length() < change.length() ? anew : change) + "m";
    }

    private String change(Look wanted) {
        StringJoiner codes = new StringJoiner(";");
        modifiers.stream().filter(m -> !wanted.modifiers.contains(m)).forEach(m -> codes.add(off(m)));
        wanted.modifiers.stream().filter(m -> !modifiers.contains(m)).forEach(m -> codes.add(on(m)));
        if (!foreground.equals(wanted.foreground)) {
            codes.add(foreground(wanted.foreground));
        }
        if (!background.equals(wanted.background)) {
            codes.add(background(wanted.background));
        }
        return codes.toString();
    }

    private String anew() {
        StringJoiner codes = new StringJoiner(";");
        codes.add("");
        modifiers.forEach(m -> codes.add(on(m)));
        if (foreground != TextColor.ANSI.DEFAULT) {
            codes.add(foreground(foreground));
        }
        if (background != TextColor.ANSI.DEFAULT) {
            codes.add(background(background));
        }
        return codes.length() == 0 ? "" : codes.toString();
    }

    private static String foreground(TextColor colour) {
        return new String(colour.getForegroundSGRSequence(), StandardCharsets.US_ASCII);
    }

    private static String background(TextColor colour) {
        return new String(colour.getBackgroundSGRSequence(), StandardCharsets.US_ASCII);
    }

    private static String on(SGR modifier) {
        return switch (modifier) {
            case BOLD -> "1";
            case ITALIC -> "3";
            case UNDERLINE -> "4";
            case BLINK -> "5";
            case REVERSE -> "7";
            case CROSSED_OUT -> "9";
            case FRAKTUR -> "20";
            case BORDERED -> "51";
            case CIRCLED -> "52";
        };
    }

    private static String off(SGR modifier) {
        return switch (modifier) {
            case BOLD -> "22";
            case ITALIC, FRAKTUR -> "23";
            case UNDERLINE -> "24";
            case BLINK -> "25";
            case REVERSE -> "27";
            case CROSSED_OUT -> "29";
            case BORDERED, CIRCLED -> "54";
        };
    }
}
