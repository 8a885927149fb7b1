package io.emcee.batch;

import java.util.List;

/** A line of small columns: how something went, the latest at the right. */
public enum HistoryLine {
    UNICODE("▁▂▃▄▅▆▇█"),
    /** In signs that every terminal and file has. */
    ASCII("_.:-=+*#");

    private final String columns;

    HistoryLine(String columns) {
        this.columns = columns;
    }

    /**
     * {@code ▁▅█▃}: the highest of the values shown has the highest column.
     *
     * @param values the oldest first; none is negative
     * @param width shows so many of the latest at most
     */
    public String of(List<Long> values, int width) {
        List<Long> shown = values.subList(Math.max(0, values.size() - Math.max(0, width)), values.size());
        long highest =
                Math.max(1, shown.stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder line = new StringBuilder();
        shown.forEach(value -> line.append(columns.charAt((int) (value * (columns.length() - 1) / highest))));
        return line.toString();
    }
}
