package io.emcee.cli;

import java.util.List;

/** How a command line ended, and what it printed. */
record Outcome(int exitCode, List<String> out, List<String> err) {
    /** The only line of the results. */
    String line() {
        if (out.size() != 1) {
            throw new AssertionError("not one line: " + this);
        }
        return out.get(0);
    }

    /** Everything on standard error. */
    String errors() {
        return String.join("\n", err);
    }
}
