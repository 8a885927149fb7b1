package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.io.IOException;
import java.util.Map;
import org.jline.utils.NonBlockingReader;

/**
 * Turns what a terminal sends into keys. Escape alone and the beginning of a sequence are the same character: what
 * follows within the escape delay belongs to it. A sequence that means nothing here is dropped.
 */
final class KeyDecoder {
    private static final int ESCAPE = 27;
    private static final int LONGEST_SEQUENCE = 64;
    private static final int LONGEST_PASTE = 1 << 20;
    private static final long PASTE_WAIT = 2_000;
    private static final String PASTE_END = "\033[201~";

    private static final Map<Integer, KeyType> NUMBERED = Map.ofEntries(
            Map.entry(1, KeyType.Home),
            Map.entry(2, KeyType.Insert),
            Map.entry(3, KeyType.Delete),
            Map.entry(4, KeyType.End),
            Map.entry(5, KeyType.PageUp),
            Map.entry(6, KeyType.PageDown),
            Map.entry(7, KeyType.Home),
            Map.entry(8, KeyType.End),
            Map.entry(11, KeyType.F1),
            Map.entry(12, KeyType.F2),
            Map.entry(13, KeyType.F3),
            Map.entry(14, KeyType.F4),
            Map.entry(15, KeyType.F5),
            Map.entry(17, KeyType.F6),
            Map.entry(18, KeyType.F7),
            Map.entry(19, KeyType.F8),
            Map.entry(20, KeyType.F9),
            Map.entry(21, KeyType.F10),
            Map.entry(23, KeyType.F11),
            Map.entry(24, KeyType.F12));

    private static final Map<Integer, KeyType> LETTERED = Map.ofEntries(
            Map.entry((int) 'A', KeyType.ArrowUp),
            Map.entry((int) 'B', KeyType.ArrowDown),
            Map.entry((int) 'C', KeyType.ArrowRight),
            Map.entry((int) 'D', KeyType.ArrowLeft),
            Map.entry((int) 'H', KeyType.Home),
            Map.entry((int) 'F', KeyType.End),
            Map.entry((int) 'P', KeyType.F1),
            Map.entry((int) 'Q', KeyType.F2),
            Map.entry((int) 'R', KeyType.F3),
            Map.entry((int) 'S', KeyType.F4),
            Map.entry((int) 'M', KeyType.Enter),
            Map.entry((int) 'Z', KeyType.ReverseTab));

    private final NonBlockingReader reader;
    private final long escapeDelay;
    private final Input input;

    /** @param escapeDelay in milliseconds */
    KeyDecoder(NonBlockingReader reader, long escapeDelay, Input input) {
        this.reader = reader;
        this.escapeDelay = escapeDelay;
        this.input = input;
    }

    /**
     * Waits for a key and decodes it.
     *
     * @param wait in milliseconds
     * @return whether there may be more; false once the terminal is gone
     */
    boolean next(long wait) throws IOException {
        int first = reader.read(wait);
        if (first == NonBlockingReader.READ_EXPIRED) {
            return true;
        }
        if (first < 0) {
            input.end();
            return false;
        }
        if (first == ESCAPE) {
            escape();
        } else {
            plain(first, false);
        }
        return true;
    }

    private void escape() throws IOException {
        int second = reader.peek(escapeDelay);
        if (second < 0 || second == ESCAPE) {
            input.key(new KeyStroke(KeyType.Escape));
            return;
        }
        reader.read();
        switch (second) {
            case '[' -> control();
            case 'O' -> shifted();
            default -> plain(second, true);
        }
    }

    /** SS3: {@code ESC O A}. */
    private void shifted() throws IOException {
        int letter = reader.read(escapeDelay);
        if (letter < 0) {
            input.key(new KeyStroke('O', false, true));
        } else {
            lettered(letter, new int[0]);
        }
    }

    /** CSI: {@code ESC [}, parameters, a final character. */
    private void control() throws IOException {
        StringBuilder parameters = new StringBuilder();
        int last = reader.read(escapeDelay);
        while (last >= 0 && last < 0x40 && parameters.length() < LONGEST_SEQUENCE) {
            parameters.append((char) last);
            last = reader.read(escapeDelay);
        }
        if (last < 0) {
            if (parameters.length() == 0) {
                input.key(new KeyStroke('[', false, true));
            }
            return;
        }
        dispatch(parameters.toString(), last);
    }

    private void dispatch(String parameters, int last) throws IOException {
        if (parameters.startsWith("<")) {
            mouse(numbers(parameters.substring(1)), last);
            return;
        }
        int[] numbers = numbers(parameters);
        if (released(parameters)) {
            return;
        }
        switch (last) {
            case '~' -> numbered(numbers);
            case 'u' -> unicode(numbers);
            default -> lettered(last, numbers);
        }
    }

    /** Sub-parameters (after a colon) are left out; what is no number is 0. */
    private static int[] numbers(String parameters) {
        String[] parts = parameters.split(";", -1);
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String digits = parts[i].split(":", -1)[0];
            boolean number =
                    !digits.isEmpty() && digits.length() < 8 && digits.chars().allMatch(Character::isDigit);
            numbers[i] = number ? Integer.parseInt(digits) : 0;
        }
        return numbers;
    }

    /** {@code 97;5:3u}: a terminal that reports it when a key is let go. */
    private static boolean released(String parameters) {
        return parameters.endsWith(":3");
    }

    private void numbered(int[] numbers) throws IOException {
        if (numbers[0] == 200) {
            input.paste(paste());
            return;
        }
        KeyType type = NUMBERED.get(numbers[0]);
        if (type != null) {
            special(type, modifiers(numbers));
        }
    }

    private void lettered(int letter, int[] numbers) {
        KeyType type = LETTERED.get(letter);
        if (type != null) {
            special(type, modifiers(numbers));
        }
    }

    private void unicode(int[] numbers) {
        int modifiers = modifiers(numbers);
        switch (numbers[0]) {
            case ESCAPE -> special(KeyType.Escape, modifiers);
            case '\r' -> special(KeyType.Enter, modifiers);
            case '\t' -> special((modifiers & 1) != 0 ? KeyType.ReverseTab : KeyType.Tab, modifiers & ~1);
            case 127 -> special(KeyType.Backspace, modifiers);
            default -> character(numbers[0], modifiers);
        }
    }

    private void character(int code, int modifiers) {
        if (code < ' ' || !Character.isValidCodePoint(code)) {
            return;
        }
        int shown = (modifiers & 1) != 0 ? Character.toUpperCase(code) : code;
        if (shown > Character.MAX_VALUE) {
            input.paste(Character.toString(shown));
        } else {
            input.key(new KeyStroke((char) shown, (modifiers & 4) != 0, (modifiers & 2) != 0));
        }
    }

    /** Shift 1, alt 2, control 4. */
    private static int modifiers(int[] numbers) {
        return numbers.length > 1 ? Math.max(0, numbers[1] - 1) : 0;
    }

    private void special(KeyType type, int modifiers) {
        input.key(new KeyStroke(type, (modifiers & 4) != 0, (modifiers & 2) != 0, (modifiers & 1) != 0));
    }

    /** The wheel is the arrow keys; of the buttons only the press is told. */
    private void mouse(int[] numbers, int last) {
        if (numbers.length < 3 || last != 'M') {
            return;
        }
        int button = numbers[0];
        if ((button & 64) != 0) {
            input.key(new KeyStroke((button & 1) == 0 ? KeyType.ArrowUp : KeyType.ArrowDown));
        } else if ((button & 32) == 0) {
            TerminalPosition position = new TerminalPosition(Math.max(0, numbers[1] - 1), Math.max(0, numbers[2] - 1));
            input.key(new MouseAction(MouseActionType.CLICK_DOWN, (button & 3) + 1, position));
        }
    }

    private String paste() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = reader.read(PASTE_WAIT);
        while (next >= 0) {
            text.append((char) next);
            int end = text.length() - PASTE_END.length();
            if (next == '~' && end >= 0 && text.indexOf(PASTE_END, end) == end) {
                text.setLength(end);
                break;
            }
            if (text.length() > LONGEST_PASTE) {
                text.delete(LONGEST_PASTE / 2, LONGEST_PASTE);
            }
            next = reader.read(PASTE_WAIT);
        }
        return text.toString().replace("\r\n", "\n").replace('\r', '\n');
    }

    private void plain(int character, boolean alt) throws IOException {
        switch (character) {
            case '\t' -> input.key(new KeyStroke(KeyType.Tab, false, alt));
            case '\r', '\n' -> input.key(new KeyStroke(KeyType.Enter, false, alt));
            case 127, '\b' -> input.key(new KeyStroke(KeyType.Backspace, false, alt));
            default -> typed((char) character, alt);
        }
    }

    private void typed(char character, boolean alt) throws IOException {
        if (character < ' ') {
            input.key(new KeyStroke(letter(character), true, alt));
        } else if (Character.isHighSurrogate(character)) {
            input.paste("" + character + (char) reader.read(escapeDelay));
        } else {
            input.key(new KeyStroke(character, false, alt));
        }
    }

    /** The letter that is pressed with Ctrl: 1 is a, 0 the space bar. */
    private static char letter(char control) {
        return control == 0 ? ' ' : (char) (control <= 26 ? 'a' + control - 1 : control + 64);
    }
}
