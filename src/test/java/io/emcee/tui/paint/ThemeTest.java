package io.emcee.tui.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeTest {
    /** Lines are no text: they may be fainter. */
    private static final Set<Role> LINES = Set.of(Role.BORDER, Role.TRACK);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "dark,TRUE,4.5",
        "dark,INDEXED,4.5",
        "dark,SIXTEEN,4.5",
        "light,TRUE,4.5",
        "light,INDEXED,4.5",
        "light,SIXTEEN,4.5",
        "high-contrast,TRUE,7",
        "high-contrast,INDEXED,7",
        "high-contrast,SIXTEEN,7"
    })
    void textIsReadable(String name, ColourDepth depth, double least) {
        Theme theme = Themes.bundled().load(name, depth);
        TextColor paper = theme.style(Role.TEXT).background().orElseThrow();
        for (Role role : Role.values()) {
            Style style = theme.style(role);
            double contrast = contrast(style.foreground(), style.background().orElse(paper));
            double needed = LINES.contains(role) && least < 7 ? 2 : least;
            assertTrue(contrast >= needed, () -> role + " has " + contrast);
        }
    }

    /** WCAG 2.1, contrast ratio. */
    private static double contrast(TextColor one, TextColor other) {
        double first = luminance(one) + 0.05;
        double second = luminance(other) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    private static double luminance(TextColor colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int value) {
        double part = value / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Test
    void withoutColoursEveryBundledThemeStillTellsTheSelection() {
        for (String name : Themes.BUNDLED) {
            Theme theme = Themes.bundled().load(name, ColourDepth.NONE);
            assertEquals(Set.of(SGR.REVERSE), theme.style(Role.SELECTION).modifiers());
            assertEquals(TextColor.ANSI.DEFAULT, theme.style(Role.ERROR).foreground());
        }
    }

    @Test
    void everyProblemOfAFileIsListedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("own.properties"), """
                # mine
                text.fg = #c0c0c0
                slection.fg = #ffffff
                title.fg = #12
                title.style = bold, blinking
                error = red
                key.size = 12
                """);
        ThemeException problem =
                assertThrows(ThemeException.class, () -> Themes.over(folder).load("own", ColourDepth.INDEXED));
        assertEquals("""
                The theme "own" cannot be used: correct these lines:
                  line 3: there is no role "slection"
                  line 4: a colour is #rrggbb, a name or #rrggbb and a name, not "#12"
                  line 5: a style is bold, underline, reverse or italic, not "blinking"
                  line 6: error = red is not role.fg, role.bg or role.style = value
                  line 7: a role has fg, bg and style, not "size\"""", problem.getMessage());
    }

    @Test
    void anOwnThemeWinsAndWhatItLeavesOutFollowsItsKind() throws IOException {
        Files.writeString(folder.resolve("dark.properties"), "text.fg=#112233\nerror.fg=#ff0000 bright-red\n");
        Theme theme = Themes.over(folder).load("dark", ColourDepth.TRUE);
        assertEquals(new TextColor.RGB(0x11, 0x22, 0x33), theme.style(Role.TEXT).foreground());
        assertEquals(new TextColor.RGB(0x11, 0x22, 0x33), theme.style(Role.KEY).foreground());
        assertEquals(new TextColor.RGB(255, 0, 0), theme.style(Role.PRODUCTION).foreground());
        Theme few = Themes.over(folder).load("dark", ColourDepth.SIXTEEN);
        assertEquals(TextColor.ANSI.RED_BRIGHT, few.style(Role.ERROR).foreground());
    }

    @Test
    void anUnknownThemeNamesThoseThereAre() throws IOException {
        Files.writeString(folder.resolve("mine.properties"), "");
        ThemeException problem =
                assertThrows(ThemeException.class, () -> Themes.over(folder).load("drak", ColourDepth.INDEXED));
        assertEquals(
                "There is no theme \"drak\": choose one of dark, high-contrast, light, mine, mono.",
                problem.getMessage());
        assertThrows(ThemeException.class, () -> Themes.over(folder).load("../mine", ColourDepth.INDEXED));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', xterm-256color, 256, INDEXED",
        "none, '', truecolor, xterm-256color, 256, NONE",
        "true, 1, '', xterm-256color, 256, TRUE",
        "'', 1, truecolor, xterm-256color, 256, NONE",
        "'', '', truecolor, xterm-256color, 256, TRUE",
        "'', '', 24bit, screen, 8, TRUE",
        "'', '', '', linux, 8, SIXTEEN",
        "'', '', '', vt100, 0, NONE",
        "'', '', '', unknown, 0, INDEXED",
        "16, '', '', xterm, 256, SIXTEEN",
    })
    void theFirstThatSaysSomethingDecidesTheColours(
            String wish, String noColour, String colourTerm, String term, int colours, ColourDepth depth) {
        Map<String, String> environment = Map.of("NO_COLOR", noColour, "COLORTERM", colourTerm, "TERM", term);
        Optional<String> wished = wish.isEmpty() ? Optional.empty() : Optional.of(wish);
        assertEquals(depth, ColourDepth.detect(wished, environment, colours));
    }

    @Test
    void aWishThatIsNoDepthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ColourDepth.detect(Optional.of("many"), Map.of(), 256));
        assertFalse(ColourDepth.detect(Optional.empty(), Map.of(), 0) == ColourDepth.NONE);
    }
}
