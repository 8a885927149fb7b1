package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import java.util.ArrayList;
import java.util.List;

/** What is shown where nothing else fits. */
final class TooSmall {
    static final int COLUMNS = 40;
    static final int ROWS = 12;

    private TooSmall() {}

    static boolean is(TerminalSize size) {
        return size.getColumns() < COLUMNS || size.getRows() < ROWS;
    }

    /** {@code emcee needs at least 40x12; this terminal is 10x3}, or as much of it as there is room for. */
    static void draw(TextGraphics graphics) {
        TerminalSize size = graphics.getSize();
        List<String> lines = lines(size);
        for (int row = 0; row < Math.min(lines.size(), size.getRows()); row++) {
            String line = lines.get(row);
            graphics.putString(0, row, line.substring(0, Math.min(line.length(), size.getColumns())));
        }
    }

    private static List<String> lines(TerminalSize size) {
        String least = COLUMNS + "x" + ROWS;
        String is = size.getColumns() + "x" + size.getRows();
        List<String> full = wrap("emcee needs at least " + least + "; this terminal is " + is, size.getColumns());
        return fits(full, size) ? full : wrap("needs " + least + ", is " + is, size.getColumns());
    }

    private static boolean fits(List<String> lines, TerminalSize size) {
        return lines.size() <= size.getRows() && lines.stream().allMatch(line -> line.length() <= size.getColumns());
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
