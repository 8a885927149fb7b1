package io.emcee.tui.screen;

import java.time.Duration;

/** A statement that was run, for the pane of the last statements. */
record Logged(String sql, Duration took) {
    /** {@code ALTER TABLE images ADD COLUMN ...} on one line, without comments. */
    String line() {
        return sql.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("--"))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }
}
