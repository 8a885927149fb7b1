package io.emcee.tui.paint;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How every role looks in one colour depth. Made by {@link Themes}. May be shared by threads. */
public final class Theme {
    private static final int CELLS_KEPT = 20_000;

    private final String name;
    private final ColourDepth depth;
    private final Map<Role, Style> styles;
    private final Map<Ink, TextCharacter> cells = new ConcurrentHashMap<>();

    /** There is one style for each role, so it is compared as an object. */
    private record Ink(String text, Style style, TextColor background) {
        /** Written out, like {@link #hashCode}: what a record has of itself is linked at its first call, in milliseconds. */
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Ink ink
                    && ink.style == style
                    && ink.background.equals(background)
                    && ink.text.equals(text);
        }

        @Override
        public int hashCode() {
            return (text.hashCode() * 31 + background.hashCode()) * 31 + System.identityHashCode(style);
        }
    }

    /** @param styles one for each role */
    Theme(String name, ColourDepth depth, Map<Role, Style> styles) {
        this.name = name;
        this.depth = depth;
        this.styles = new EnumMap<>(styles);
    }

    public String name() {
        return name;
    }

    public ColourDepth depth() {
        return depth;
    }

    public Style style(Role role) {
        Style style = styles.get(role);
        if (style == null) {
            throw new IllegalStateException("the theme \"" + name + "\" has no style for " + role);
        }
        return style;
    }

    /** Making a cell asks for a break iterator, so each is made once. */
    TextCharacter cell(String text, Style style, TextColor background) {
        if (cells.size() > CELLS_KEPT) {
            cells.clear();
        }
        return cells.computeIfAbsent(new Ink(text, style, background), Theme::make);
    }

    private static TextCharacter make(Ink ink) {
        return Cell.of(ink.text, ink.style, ink.background);
    }
}
