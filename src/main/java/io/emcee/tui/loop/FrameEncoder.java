package io.emcee.tui.loop;

import com.googlecode.lanterna.graphics.TextImage;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Turns frames into what a terminal must be sent to show them: only what differs from the frame before, with the
 * shortest moves, one change of colours at a time, blanks by erasing, and rows that moved by scrolling. Remembers what
 * the terminal shows. Expects a hidden cursor and no automatic wrapping. Belongs to one thread.
 */
public final class FrameEncoder {
    private static final int UNKNOWN = -1;
    private static final int SHORTEST_ERASE = 8;
    private static final int LONGEST_BRIDGE = 4;
    private static final int MOST_LOOKS = 5_000;

    private final boolean erasesInColour;
    private final CharsetEncoder charset;
    private final StringBuilder out = new StringBuilder(1 << 14);
    private Grid.Looks looks = new Grid.Looks();
    private Grid front = Grid.blank(0, 0);
    private Look pen = Look.PLAIN;
    private int column = UNKNOWN;
    private int row = UNKNOWN;

    /** @param erasesInColour whether erasing leaves the background colour (terminfo: bce) */
    public FrameEncoder(boolean erasesInColour, Charset charset) {
        this.erasesInColour = erasesInColour;
        this.charset = charset.newEncoder();
    }

    /** The terminal may show anything: the next frame is sent whole. */
    public void forget() {
        front = Grid.blank(0, 0);
        looks = new Grid.Looks();
    }

    /** What to send; empty if the frame is already shown. */
    public String encode(TextImage frame) {
        out.setLength(0);
        Grid next = Grid.of(frame, looks);
        if (next.columns != front.columns || next.rows != front.rows) {
            clear(next);
        } else {
            Scroll.between(front, next).ifPresent(scroll -> scroll(scroll, next));
        }
        for (int y = 0; y < next.rows; y++) {
            encodeRow(next, y);
        }
        front = next;
        forgetLooksNowAndThen(frame);
        return out.length() == 0 ? "" : "\033[?2026h" + out + "\033[?2026l";
    }

    /** True colour makes looks without end. */
    private void forgetLooksNowAndThen(TextImage frame) {
        if (looks.size() > MOST_LOOKS) {
            looks = new Grid.Looks();
            front = Grid.of(frame, looks);
        }
    }

    private void clear(Grid next) {
        pen = Look.PLAIN;
        out.append("\033[m\033[2J");
        front = Grid.blank(next.columns, next.rows);
        column = UNKNOWN;
        row = UNKNOWN;
    }

    private void scroll(Scroll scroll, Grid next) {
        int incoming = scroll.up() > 0 ? scroll.bottom() : scroll.top();
        Look wanted = looks.look(next.look(incoming, next.columns / 2));
        Look blank = erasesInColour ? wanted.blankAfter(Look.PLAIN) : Look.PLAIN;
        // Scrolling fills with the pen's background.
        draw(erasesInColour ? wanted.blankAfter(pen) : Look.PLAIN);
        out.append("\033[")
                .append(scroll.top() + 1)
                .append(';')
                .append(scroll.bottom() + 1)
                .append("r\033[");
        out.append(count(Math.abs(scroll.up())))
                .append(scroll.up() > 0 ? 'S' : 'T')
                .append("\033[r");
        front.apply(scroll, looks.number(blank));
        column = 0;
        row = 0;
    }

    private void encodeRow(Grid next, int y) {
        int x = 0;
        while (x < next.columns) {
            if (next.sameCell(front, y, x)) {
                x++;
            } else {
                x = encodeFrom(next, y, x);
            }
        }
    }

    /** Sends what begins at a cell that differs; answers with the column after it. */
    private int encodeFrom(Grid next, int y, int x) {
        bridge(next, y, x);
        Look look = looks.look(next.look(y, x));
        boolean blank = next.text(y, x).equals(" ") && look.modifiers().isEmpty();
        if (blank && (erasesInColour || look.isPlain())) {
            int erased = erase(next, y, x);
            if (erased > x) {
                return erased;
            }
        }
        move(y, x);
        draw(blank ? look.blankAfter(pen) : look);
        return send(next, y, x);
    }

    /** A few cells that are right already are sent again where that is shorter than a move over them. */
    private void bridge(Grid next, int y, int x) {
        if (row != y || column == UNKNOWN || column >= x || x - column > LONGEST_BRIDGE) {
            return;
        }
        StringBuilder between = new StringBuilder();
        for (int i = column; i < x; i++) {
            String text = next.text(y, i);
            Look look = looks.look(next.look(y, i));
            Look needed = text.equals(" ") && look.modifiers().isEmpty() ? look.blankAfter(pen) : look;
            if (text.length() != 1 || text.charAt(0) >= 0x7F || !needed.equals(pen)) {
                return;
            }
            between.append(text);
        }
        if (between.length() <= forward(x - column).length()) {
            out.append(between);
            column = x;
        }
    }

    /** Erases a run of equal blanks if it is long enough; answers with the column after it, else with {@code x}. */
    private int erase(Grid next, int y, int x) {
        int end = x;
        while (end < next.columns
                && next.look(y, end) == next.look(y, x)
                && next.text(y, end).equals(" ")) {
            end++;
        }
        int last = end;
        while (last > x && next.sameCell(front, y, last - 1)) {
            last--;
        }
        boolean toTheEnd = end == next.columns && last - x > 3;
        if (!toTheEnd && last - x <= SHORTEST_ERASE) {
            return x;
        }
        int from = below(next, y, x);
        move(y, from);
        draw(looks.look(next.look(y, x)).blankAfter(pen));
        out.append("\033[").append(toTheEnd ? "K" : last - from + "X");
        return end;
    }

    /** Straight below the cursor, if a blank can be erased from there as well: no move is shorter. */
    private int below(Grid next, int y, int x) {
        if (y != row + 1 || column == UNKNOWN || column >= x) {
            return x;
        }
        for (int i = column; i < x; i++) {
            if (next.look(y, i) != next.look(y, x) || !next.text(y, i).equals(" ")) {
                return x;
            }
        }
        return column;
    }

    private int send(Grid next, int y, int x) {
        String text = next.text(y, x);
        int width = next.width(y, x);
        boolean doubtful = doubtful(text, width);
        if (doubtful) {
            // Should the terminal draw it narrower, nothing old must stay beside it.
            out.append(" ".repeat(width)).append(width == 1 ? "\b" : "\033[" + width + "D");
        }
        out.append(charset.canEncode(text) ? text : "?".repeat(width));
        column = doubtful || x + width >= next.columns ? UNKNOWN : x + width;
        return x + width;
    }

    /** Terminals differ in how wide they draw emoji and letters with marks, so the cursor may be elsewhere afterwards. */
    private static boolean doubtful(String text, int width) {
        char first = text.charAt(0);
        return text.length() > 1 || (width == 2 && first >= 0x2190 && first < 0x2C00);
    }

    private void draw(Look look) {
        out.append(pen.to(look));
        pen = look;
    }

    private void move(int y, int x) {
        if (y != row || x != column) {
            out.append(shortestMove(y, x));
        }
        row = y;
        column = x;
    }

    private String shortestMove(int y, int x) {
        String best = "\033[" + (y == 0 && x == 0 ? "" : y + 1) + (x == 0 ? "" : ";" + (x + 1)) + "H";
        if (row == y) {
            best = shorter(best, x == 0 ? "\r" : "\033[" + (x + 1) + "G");
            best = column == UNKNOWN ? best : shorter(best, sideways(x));
        }
        if (row != UNKNOWN && y == row + 1) {
            best = x == 0 ? "\r\n" : x == column ? shorter(best, "\033[B") : best;
        }
        return best;
    }

    private String sideways(int x) {
        int left = column - x;
        return left <= 0 ? forward(-left) : left < 4 ? "\b".repeat(left) : "\033[" + left + "D";
    }

    private static String forward(int columns) {
        return "\033[" + count(columns) + "C";
    }

    private static String count(int times) {
        return times == 1 ? "" : String.valueOf(times);
    }

    private static String shorter(String one, String other) {
        return other.length() < one.length() ? other : one;
    }
}
