package io.emcee;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jline.utils.WCWidth;

/**
 * What a terminal shows after it was sent some text: a small interpreter of the sequences that emcee sends. It fails on a
 * sequence it does not know, so that nothing is sent that nobody meant. Belongs to one thread.
 */
public final class VtScreen {
    private final boolean erasesInColour;
    private int columns;
    private int rows;
    private String[][] texts;
    private String[][] looks;
    private int column;
    private int row;
    private int top;
    private int bottom;
    private String foreground = "39";
    private String background = "49";
    private final Set<String> modifiers = new TreeSet<>();
    private final Set<String> modes = new TreeSet<>();
    private String pending = "";

    public VtScreen(int columns, int rows, boolean erasesInColour) {
        this.erasesInColour = erasesInColour;
        modes.addAll(Set.of("7", "25"));
        resize(columns, rows);
    }

    /** Everything blank in another size, as after a switch of screens. */
    public void resize(int newColumns, int newRows) {
        columns = Math.max(1, newColumns);
        rows = Math.max(1, newRows);
        texts = new String[rows][columns];
        looks = new String[rows][columns];
        for (int y = 0; y < rows; y++) {
            Arrays.fill(texts[y], " ");
            Arrays.fill(looks[y], "39|49|");
        }
        top = 0;
        bottom = rows - 1;
        row = Math.min(row, rows - 1);
        column = Math.min(column, columns - 1);
    }

    /** Interprets text; a sequence that is not complete yet waits for the next call. */
    public void accept(String text) {
        String all = pending + text;
        pending = "";
        for (int i = 0; i < all.length(); ) {
            int end = all.charAt(i) == '\033' ? sequence(all, i) : character(all, i);
            if (end < 0) {
                pending = all.substring(i);
                return;
            }
            i = end;
        }
    }

    private int character(String all, int at) {
        int code = all.codePointAt(at);
        switch (code) {
            case '\r' -> column = 0;
            case '\n' -> lineFeed();
            case '\b' -> column = Math.max(0, column - 1);
            case '\t' -> column = Math.min(columns - 1, (column / 8 + 1) * 8);
            case 7 -> modes.add("bell");
            default -> print(code);
        }
        return at + Character.charCount(code);
    }

    private void lineFeed() {
        if (row == bottom) {
            scroll(1);
        } else {
            row = Math.min(rows - 1, row + 1);
        }
    }

    private void print(int code) {
        int width = WCWidth.wcwidth(code);
        if (width < 0) {
            throw new AssertionError("a control character was sent: " + Integer.toHexString(code));
        }
        if (width == 0) {
            int before = Math.max(0, column - 1);
            texts[row][texts[row][before].isEmpty() ? before - 1 : before] += Character.toString(code);
            return;
        }
        // Without automatic wrapping the last column is written over and over.
        column = Math.min(column, columns - width);
        breakWide(column);
        breakWide(column + width - 1);
        set(column, Character.toString(code));
        if (width == 2) {
            set(column + 1, "");
        }
        column += width;
    }

    /** Half a wide character cannot stay. */
    private void breakWide(int x) {
        if (texts[row][x].isEmpty()) {
            texts[row][x - 1] = " ";
        }
        if (x + 1 < columns && texts[row][x + 1].isEmpty()) {
            texts[row][x + 1] = " ";
        }
    }

    private void set(int x, String text) {
        texts[row][x] = text;
        looks[row][x] = look();
    }

    private String look() {
        return foreground + "|" + background + "|" + String.join(",", modifiers);
    }

    private int sequence(String all, int at) {
        if (at + 1 >= all.length()) {
            return -1;
        }
        if (all.charAt(at + 1) != '[') {
            return escape(all, at);
        }
        int end = at + 2;
        while (end < all.length() && all.charAt(end) < 0x40) {
            end++;
        }
        if (end == all.length()) {
            return -1;
        }
        control(all.substring(at + 2, end), all.charAt(end));
        return end + 1;
    }

    /** What shells send around their prompts is passed over. */
    private static int escape(String all, int at) {
        char kind = all.charAt(at + 1);
        if (kind == ']') {
            int bell = all.indexOf('\007', at);
            return bell < 0 ? -1 : bell + 1;
        }
        if (kind == '(' || kind == ')') {
            return at + 3 <= all.length() ? at + 3 : -1;
        }
        if (kind == '=' || kind == '>') {
            return at + 2;
        }
        throw new AssertionError("unknown sequence ESC " + kind);
    }

    private void control(String parameters, char kind) {
        if (parameters.startsWith("?")) {
            mode(parameters.substring(1), kind);
            return;
        }
        int[] numbers = numbers(parameters);
        int count = Math.max(1, numbers[0]);
        switch (kind) {
            case 'm' -> style(parameters.isEmpty() ? "0" : parameters);
            case 'H' -> go(count - 1, numbers.length > 1 ? Math.max(1, numbers[1]) - 1 : 0);
            case 'G' -> go(row, count - 1);
            case 'A' -> go(row - count, column);
            case 'B' -> go(row + count, column);
            case 'C' -> go(row, column + count);
            case 'D' -> go(row, column - count);
            case 'K' -> erase(column, numbers[0] == 0 ? columns : column);
            case 'X' -> erase(column, Math.min(columns, column + count));
            case 'J' -> clear(numbers[0]);
            case 'S' -> scroll(count);
            case 'T' -> scroll(-count);
            case 'r' -> region(parameters.isEmpty() ? new int[] {1, rows} : numbers);
            default -> throw new AssertionError("unknown sequence ESC [ " + parameters + kind);
        }
    }

    private static int[] numbers(String parameters) {
        return Arrays.stream(parameters.split(";", -1))
                .mapToInt(part -> part.isEmpty() ? 0 : Integer.parseInt(part))
                .toArray();
    }

    private void mode(String mode, char kind) {
        switch (kind) {
            case 'h' -> modes.add(mode);
            case 'l' -> modes.remove(mode);
            default -> throw new AssertionError("unknown sequence ESC [ ? " + mode + kind);
        }
        if (mode.equals("1049")) {
            // Each of the two screens is blank when it is entered; nobody looks at the old one here.
            resize(columns, rows);
        }
    }

    private void go(int newRow, int newColumn) {
        row = Math.max(0, Math.min(rows - 1, newRow));
        column = Math.max(0, Math.min(columns - 1, newColumn));
    }

    private void erase(int from, int to) {
        for (int x = from; x < to; x++) {
            breakWide(x);
            texts[row][x] = " ";
            looks[row][x] = blank();
        }
    }

    private String blank() {
        return "39|" + (erasesInColour ? background : "49") + "|";
    }

    private void clear(int what) {
        int from = what == 2 ? 0 : row;
        for (int y = from; y < rows; y++) {
            Arrays.fill(texts[y], y == row && what == 0 ? column : 0, columns, " ");
            Arrays.fill(looks[y], y == row && what == 0 ? column : 0, columns, blank());
        }
    }

    private void region(int[] bounds) {
        top = bounds[0] - 1;
        bottom = bounds[1] - 1;
        row = 0;
        column = 0;
    }

    private void scroll(int up) {
        for (int times = 0; times < Math.abs(up); times++) {
            int from = up > 0 ? top : bottom;
            int to = up > 0 ? bottom : top;
            String[] text = texts[from];
            String[] look = looks[from];
            for (int y = from; y != to; y += Integer.signum(up)) {
                texts[y] = texts[y + Integer.signum(up)];
                looks[y] = looks[y + Integer.signum(up)];
            }
            Arrays.fill(text, " ");
            Arrays.fill(look, blank());
            texts[to] = text;
            looks[to] = look;
        }
    }

    private void style(String parameters) {
        String[] codes = parameters.split(";", -1);
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i].isEmpty() ? 0 : Integer.parseInt(codes[i]);
            if (code == 38 || code == 48) {
                int last = i + (codes[i + 1].equals("5") ? 2 : 4);
                colour(code, String.join(";", Arrays.copyOfRange(codes, i, last + 1)));
                i = last;
            } else {
                style(code);
            }
        }
    }

    private void colour(int code, String colour) {
        if (code == 38) {
            foreground = colour;
        } else {
            background = colour;
        }
    }

    private void style(int code) {
        if (code == 0) {
            foreground = "39";
            background = "49";
            modifiers.clear();
        } else if (code < 10) {
            modifiers.add(String.valueOf(code));
        } else if (code < 30) {
            modifiers.remove(String.valueOf(code == 22 ? 1 : code - 20));
        } else if (code >= 90 ? code < 100 : code < 40) {
            foreground = String.valueOf(code);
        } else {
            background = String.valueOf(code);
        }
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    /** The text of a cell; empty for the right half of a wide character. */
    public String text(int y, int x) {
        return texts[y][x];
    }

    /** {@code foreground|background|modifiers}, each as the codes that set it; {@code 39|49|} for none. */
    public String look(int y, int x) {
        return looks[y][x];
    }

    /** Whether a private mode such as {@code 1049} is on. */
    public boolean isOn(String mode) {
        return modes.contains(mode);
    }

    /** Every line, without trailing blanks, each ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (String[] line : texts) {
            text.append(String.join("", line).stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
