package io.emcee.cli;

import java.util.ArrayList;
import java.util.List;

/** The lines that two texts do not share, by their longest common subsequence. */
final class LineDifference {
    private final List<String> before;
    private final List<String> after;
    private final int[][] common;

    private LineDifference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        this.common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    /**
     * The lines in their order, {@code - } before one that is only in the first text and {@code + } before one that is only
     * in the second. Blank lines, blanks at both ends and the semicolon at the end of a line do not count.
     */
    static List<String> between(String before, String after) {
        return new LineDifference(lines(before), lines(after)).lines();
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceFirst(";$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }
}
