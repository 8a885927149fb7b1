package io.emcee.tui.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "plain, 5",
        "e\u0301, 1",
        "\u0e01\u0e34\u0e49, 1",
        "\u2764\ufe0f, 2",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66, 2",
        "\ud83c\udde9\ud83c\uddea, 2",
        "\ud83d\udc4d\ud83c\udffd, 2",
        "\u200b, 0",
        "\u65e5\u672c\u8a9e, 6",
        "\ud83d\ude00, 2",
        "\u2500\u2713\u25b8\u25cf, 4",
        "\ud840\udc00, 2",
    })
    void widthIsThatOfWhatAReaderSees(String text, int width) {
        assertEquals(width, Text.width(text));
    }

    /** JLine has a table of its own. */
    @Test
    void widthsOfSingleLettersAgreeWithAnotherTable() {
        int checked = 0;
        for (int code = 0x20; code < 0x30000; code++) {
            boolean known = Character.isLetterOrDigit(code) && !Character.isSupplementaryCodePoint(code)
                    || Character.isIdeographic(code);
            if (known && Character.UnicodeScript.of(code) != Character.UnicodeScript.HANGUL && agreed(code)) {
                checked++;
                assertEquals(WCWidth.wcwidth(code), Text.width(Character.toString(code)), Integer.toHexString(code));
            }
        }
        assertTrue(checked > 80_000, "checked " + checked);
    }

    /** Both tables are of some Unicode version; what one does not know yet is left out. */
    private static boolean agreed(int code) {
        return Character.isDefined(code) && !(code >= 0x16FE0 && code < 0x1B300) && code != 0x303F;
    }

    @Test
    void clippedTextNeverTakesMoreThanItsWidth() {
        Random random = new Random(1);
        String letters = "ab \u65e5\ud83d\ude00e\u0301\u0301x";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String shown = Text.visible(text.toString());
            int width = random.nextInt(10);
            assertTrue(Text.width(Text.clip(shown, width)) <= width, shown);
            Text.wrap(shown, Math.max(2, width))
                    .forEach(line -> assertTrue(Text.width(line) <= Math.max(2, width), line));
        }
    }

    @Test
    void clipsWithAnEllipsisOnlyWhatDoesNotFit() {
        assertEquals("images", Text.clip("images", 6));
        assertEquals("imag…", Text.clip("images", 5));
        assertEquals("日…", Text.clip("日本語", 4));
        assertEquals("", Text.clip("images", 0));
    }

    @Test
    void wrapsBetweenWordsAndBreaksWordsThatAreTooLong() {
        assertEquals(
                List.of("every image", "gets its", "visibility"), Text.wrap("every image gets its visibility", 11));
        assertEquals(List.of("abcdef", "gh ij"), Text.wrap("abcdefgh ij", 6));
        assertEquals(List.of("a", "", "b"), Text.wrap("a\n\nb", 5));
    }

    @Test
    void whatATerminalWouldActOnIsWrittenOut() {
        assertEquals("\\x1b[2Jrm", Text.visible("\u001b[2Jrm"));
        assertEquals("a\\nb\\tc\\x00\\x7f\\x9b", Text.visible("a\nb\tc\0\u007f\u009b"));
        assertEquals("\\u202egpj.exe", Text.visible("\u202egpj.exe"));
        assertEquals("a\\u200bb\\u200d\\ufeff\\u2028", Text.visible("a\u200bb\u200d\ufeff\u2028"));
        assertEquals("\\ud800", Text.visible("\ud800"));
        assertEquals("\\ue0041", Text.visible(Character.toString(0xE0041)));
        assertEquals("日本 é 😀", Text.visible("日本 é 😀"));
    }

    @Test
    void aLetterKeepsThreeMarks() {
        assertEquals("e\u0301\u0301\u0301\\u0301", Text.visible("e" + "\u0301".repeat(4)));
    }

    @Test
    void visibleTextHoldsNothingThatATerminalActsOn() {
        for (int code = 0; code <= 0xFFFF; code++) {
            String shown = Text.visible("a" + (char) code);
            assertTrue(shown.codePoints().noneMatch(c -> Character.isISOControl(c)), Integer.toHexString(code));
            assertTrue(
                    shown.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT),
                    Integer.toHexString(code));
        }
    }
}
