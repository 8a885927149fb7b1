package io.emcee.lint;

/**
 * A lock that a statement takes and keeps until its transaction ends.
 *
 * @param table the table; of an index the table it belongs to when that is known
 */
public record Lock(LockMode mode, Name table, On on) {
    /** What of a table is locked. */
    public enum On {
        TABLE(""),
        REFERENCED(" (a foreign key)"),
        PARTITION(" (a partition)"),
        INDEXES(" (its indexes)"),
        INDEX(" (an index)"),
        OTHER("");

        private final String words;

        On(String words) {
            this.words = words;
        }
    }

    /** {@code ACCESS EXCLUSIVE on images: blocks reads and writes}. */
    @Override
    public String toString() {
        return mode.words() + " on " + table + on.words + ": " + mode.blocks();
    }
}
