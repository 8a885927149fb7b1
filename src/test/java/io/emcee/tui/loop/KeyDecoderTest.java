package io.emcee.tui.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.googlecode.lanterna.input.KeyStroke;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecoderTest {
    /** Everything is there at once; after it nothing comes for a while, then the end. */
    private static final class Typed extends NonBlockingReader {
        private final String text;
        private int at;
        private boolean waited;

        Typed(String text) {
            this.text = text;
        }

        @Override
        protected int read(long timeout, boolean peek) {
            if (at == text.length()) {
                int nothing = waited ? EOF : READ_EXPIRED;
                waited = !peek || waited;
                return nothing;
            }
            return peek ? text.charAt(at) : text.charAt(at++);
        }

        @Override
        public int readBuffered(char[] buffer, int offset, int length, long timeout) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Seen implements Input {
        private final List<String> events = new ArrayList<>();

        @Override
        public void key(KeyStroke key) {
            events.add(Keys.name(key));
        }

        @Override
        public void paste(String text) {
            events.add("paste " + text);
        }

        @Override
        public void end() {
            events.add("end");
        }
    }

    private static List<String> decode(String typed) {
        Seen seen = new Seen();
        KeyDecoder decoder = new KeyDecoder(new Typed(typed), 50, seen);
        try {
            boolean more = true;
            while (more) {
                more = decoder.next(100);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertEquals("end", seen.events.remove(seen.events.size() - 1));
        return seen.events;
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "G, G",
        "^M, enter",
        "^I, tab",
        "^?, backspace",
        "^C, ctrl-c",
        "^@, ctrl-space",
        "E, esc",
        "Ex, alt-x",
        "E^M, alt-enter",
        "EOA, up",
        "EOP, f1",
        "E[A, up",
        "E[1;5B, ctrl-down",
        "E[1;2C, shift-right",
        "E[1;7D, ctrl-alt-left",
        "E[5~, pgup",
        "E[6;3~, alt-pgdn",
        "E[24~, f12",
        "E[Z, shift-tab",
        "E[, alt-[",
        "E[97;5u, ctrl-a",
        "E[97;2u, A",
        "E[27u, esc",
        "E[9;2u, shift-tab",
        "E[97;1:1u, a",
        "E[<64;1;1M, up",
        "E[<65;1;1M, down",
        "E[<0;3;4M, mouseevent"
    })
    void everyKeyIsDecoded(String typed, String name) {
        assertEquals(List.of(name), decode(control(typed)));
    }

    /** E is Escape, ^M is Ctrl-M. */
    private static String control(String typed) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '^') {
                i++;
                text.append(typed.charAt(i) == '?' ? '\177' : (char) (typed.charAt(i) - 64));
            } else {
                text.append(c == 'E' ? '\033' : c);
            }
        }
        return text.toString();
    }

    @Test
    void whatMeansNothingIsDropped() {
        assertEquals(List.of("x"), decode("\033[I\033[O\033[97;1:3u\033[?1;2c\033[<0;3;4m\033[99~x"));
    }

    @Test
    void twoEscapesAreTwoKeys() {
        assertEquals(List.of("esc", "up"), decode("\033\033[A"));
    }

    @Test
    void aPasteIsTextWhateverItHolds() {
        assertEquals(List.of("paste a\n\033[Ab\n", "j"), decode("\033[200~a\r\n\033[Ab\r\033[201~j"));
        assertEquals(
                List.of("paste never ended"), decode("\033[200~never ended").subList(0, 1));
    }

    @Test
    void noInputIsTooStrange() {
        Random random = new Random(7);
        String letters = "\033[[O<;:0129~MmuAZ?\uD83D\uDE00\0\r";
        for (int i = 0; i < 5000; i++) {
            StringBuilder typed = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                typed.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertFalse(decode(typed.toString()).contains("unknown"));
        }
    }
}
