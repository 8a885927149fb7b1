package io.emcee.tui.paint;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many colours the terminal shows. */
public enum ColourDepth {
    /** No colour at all: bold, underline and reverse only. */
    NONE,
    SIXTEEN,
    /** 256 colours, what an SSH session normally gives. */
    INDEXED,
    /** 24 bits. */
    TRUE;

    /**
     * The first that says something: the operator's wish ({@code none}, {@code 16}, {@code 256} or {@code true}),
     * {@code NO_COLOR} (not empty), {@code COLORTERM}, the number of colours in the terminal's description, {@code TERM}'s
     * suffix; without any of them 256.
     *
     * @param wish empty for no wish
     * @param colours what the terminal's description says; 0 or less if it says nothing
     * @throws IllegalArgumentException if there is no such wish
     */
    public static ColourDepth detect(Optional<String> wish, Map<String, String> environment, int colours) {
        if (wish.isPresent()) {
            return wished(wish.get());
        }
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return NONE;
        }
        if (Set.of("truecolor", "24bit")
                .contains(environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT))) {
            return TRUE;
        }
        return described(environment.getOrDefault("TERM", ""), colours);
    }

    private static ColourDepth wished(String wish) {
        return switch (wish) {
            case "none" -> NONE;
            case "16" -> SIXTEEN;
            case "256" -> INDEXED;
            case "true" -> TRUE;
            default ->
                throw new IllegalArgumentException(
                        "There is no colour depth \"" + wish + "\": give none, 16, 256 or true.");
        };
    }

    private static ColourDepth described(String term, int colours) {
        if (colours > 0) {
            return colours > 256 ? TRUE : colours == 256 ? INDEXED : colours >= 8 ? SIXTEEN : NONE;
        }
        if (term.endsWith("-mono") || term.startsWith("vt1") || term.startsWith("vt2")) {
            return NONE;
        }
        return term.equals("linux") || term.endsWith("-color") || term.endsWith("-16color") ? SIXTEEN : INDEXED;
    }
}
