package io.emcee.lint;

import java.time.Duration;

/** What a statement does to a table's rows while it holds its lock. */
public enum Work {
    NOTHING("changes the catalog only", 0),
    /** Of other tables than the one that is locked. */
    COPY("copies what it selects", 0),
    SCAN("reads the whole table", 200),
    WRITE("writes rows", 10),
    BUILD("builds an index", 40),
    REWRITE("rewrites the table and its indexes", 40);

    private final String words;
    private final long megabytesPerSecond;

    Work(String words, long megabytesPerSecond) {
        this.words = words;
        this.megabytesPerSecond = megabytesPerSecond;
    }

    public String words() {
        return words;
    }

    /** A rough guess for a server with an ordinary disk; an order of magnitude, not more. */
    Duration on(long bytes) {
        return megabytesPerSecond == 0 ? Duration.ZERO : Duration.ofMillis(bytes / (megabytesPerSecond * 1_000));
    }
}
