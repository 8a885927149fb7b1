package io.emcee.tui.loop;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.TextImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A frame as the encoder compares it: a text and the number of a look for each cell. The right half of a wide character
 * has the empty text.
 */
final class Grid {
    final int columns;
    final int rows;
    private final String[] texts;
    private final int[] looks;

    /** Numbers looks; 0 is the plain one. */
    static final class Looks {
        private final Map<Look, Integer> numbers = new HashMap<>();
        private final List<Look> looks = new ArrayList<>();
        private TextCharacter last = TextCharacter.DEFAULT_CHARACTER;
        private int lastNumber;

        Looks() {
            number(Look.PLAIN);
        }

        /** The look of a cell; most cells are the same object as the one before, which is quicker to see than equality. */
        @SuppressWarnings("ReferenceEquality")
        int number(TextCharacter cell) {
            if (cell != last) {
                last = cell;
                lastNumber = number(Look.of(cell));
            }
            return lastNumber;
        }

        int number(Look look) {
            Integer known = numbers.putIfAbsent(look, looks.size());
            if (known != null) {
                return known;
            }
            looks.add(look);
            return looks.size() - 1;
        }

        int size() {
            return looks.size();
        }

        Look look(int number) {
            return looks.get(number);
        }
    }

    private Grid(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.texts = new String[columns * rows];
        this.looks = new int[columns * rows];
        Arrays.fill(texts, " ");
    }

    /** As a terminal looks after it was cleared. */
    static Grid blank(int columns, int rows) {
        return new Grid(columns, rows);
    }

    static Grid of(TextImage frame, Looks looks) {
        Grid grid = new Grid(frame.getSize().getColumns(), frame.getSize().getRows());
        for (int row = 0; row < grid.rows; row++) {
            for (int column = 0; column < grid.columns; column++) {
                column += grid.set(row, column, frame.getCharacterAt(column, row), looks) - 1;
            }
        }
        return grid;
    }

    private int set(int row, int column, TextCharacter cell, Looks looks) {
        int at = row * columns + column;
        boolean wide = cell.isDoubleWidth();
        this.looks[at] = looks.number(cell);
        if (wide && column + 1 == columns) {
            return 1;
        }
        texts[at] = cell.getCharacterString();
        if (wide) {
            texts[at + 1] = "";
            this.looks[at + 1] = this.looks[at];
        }
        return wide ? 2 : 1;
    }

    String text(int row, int column) {
        return texts[row * columns + column];
    }

    int look(int row, int column) {
        return looks[row * columns + column];
    }

    /** 2 for a wide character, else 1. */
    int width(int row, int column) {
        return column + 1 < columns && text(row, column + 1).isEmpty() ? 2 : 1;
    }

    boolean sameCell(Grid other, int row, int column) {
        int at = row * columns + column;
        return looks[at] == other.looks[at] && texts[at].equals(other.texts[at]);
    }

    /** How many cells of a row differ from a row of another grid. */
    int different(int row, Grid other, int otherRow) {
        int different = 0;
        for (int column = 0; column < columns; column++) {
            int at = row * columns + column;
            int there = otherRow * columns + column;
            if (looks[at] != other.looks[there] || !texts[at].equals(other.texts[there])) {
                different++;
            }
        }
        return different;
    }

    /** Moves the rows of a scroll as the terminal does; the rows that come in are blank, in {@code look}. */
    void apply(Scroll scroll, int look) {
        int from = (scroll.top() + Math.max(0, scroll.up())) * columns;
        int to = (scroll.top() + Math.max(0, -scroll.up())) * columns;
        int moved = (scroll.bottom() - scroll.top() + 1 - Math.abs(scroll.up())) * columns;
        System.arraycopy(texts, from, texts, to, moved);
        System.arraycopy(looks, from, looks, to, moved);
        int blank = scroll.up() > 0 ? to + moved : scroll.top() * columns;
        int end = blank + Math.abs(scroll.up()) * columns;
        Arrays.fill(texts, blank, end, " ");
        Arrays.fill(looks, blank, end, look);
    }
}
