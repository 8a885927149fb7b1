package io.emcee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of texts as lines whose columns stand below each other, two blanks apart. */
final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all have as many texts as the first. */
    Columns row(String... texts) {
        rows.add(List.of(texts));
        return this;
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        List<Integer> widths = IntStream.range(
                        0, rows.isEmpty() ? 0 : rows.get(0).size())
                .mapToObj(this::width)
                .toList();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
