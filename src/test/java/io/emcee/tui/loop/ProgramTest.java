package io.emcee.tui.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Themes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private final Demo demo = new Demo(Themes.bundled().load("dark", ColourDepth.INDEXED), Glyphs.UNICODE);

    @Test
    void keysChangeTheModelAndThePicture() {
        ScreenDriver<Demo.State> screen = ScreenDriver.of(demo, 40, 12).press("j", "down", "k");
        assertEquals("""
                 demo     started

                 name                             number
                 row 0                                 0
                ▌row 1                                 7
                 row 2                                14
                 row 3                                21
                 row 4                                28
                 row 5                                35
                 row 6                                42
                 row 7                                49
                 q quit
                """, screen.text());
        assertFalse(screen.hasQuit());
        assertTrue(screen.press("q").hasQuit());
    }

    @Test
    void anEffectThatThrowsBecomesAMessage() {
        assertEquals(
                "failed: the effect failed",
                ScreenDriver.of(demo, 80, 24).press("e").model().last());
    }

    @Test
    void heldEffectsShowWhatIsSeenMeanwhile() {
        ScreenDriver<Demo.State> screen = ScreenDriver.holding(demo, 80, 24).press("e");
        assertEquals("working", screen.model().last());
        assertEquals("failed: the effect failed", screen.runEffects().model().last());
    }

    @Test
    void timePassesOnlyWhenItIsTold() {
        ScreenDriver<Demo.State> screen =
                ScreenDriver.of(demo, 80, 24).press("t").advance(Duration.ofMillis(49));
        assertEquals("waiting", screen.model().last());
        assertEquals("tick", screen.advance(Duration.ofMillis(1)).model().last());
    }

    @Test
    void belowTheLeastSizeOnlyControlCArrives() {
        ScreenDriver<Demo.State> screen =
                ScreenDriver.of(demo, 80, 24).resize(39, 12).press("j");
        assertEquals(
                "emcee needs at least 40x12; this\nterminal is 39x12\n",
                screen.text().stripTrailing() + "\n");
        assertEquals(0, screen.model().list().selected());
        assertEquals("needs\n40x12, is\n10x3\n", screen.resize(10, 3).text());
        assertEquals("n\n", screen.resize(1, 1).text());
        assertTrue(screen.press("ctrl-c").hasQuit());
    }

    @Test
    void aPictureHoldsEveryRunOfText() {
        String svg = ScreenDriver.of(demo, 80, 24).svg();
        assertTrue(svg.contains(">demo</text>"), svg);
        assertTrue(svg.contains("fill=\"#005f87\""), svg);
        assertFalse(svg.contains("\u001b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "j",
                "G",
                "space",
                "enter",
                "esc",
                "up",
                "pgdn",
                "f5",
                "tab",
                "shift-tab",
                "ctrl-c",
                "alt-x",
                "ctrl-alt-shift-left",
                "-",
                "/",
                "delete"
            })
    void everyKeyHasOneName(String name) {
        assertEquals(name, Keys.name(Keys.key(name)));
    }

    @Test
    void aNameThatIsNoKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Keys.key("entr"));
    }
}
