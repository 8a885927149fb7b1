package io.emcee.rehearsal;

import static java.util.stream.Collectors.joining;

import io.emcee.lint.Lock;
import io.emcee.lint.StatementReport;
import io.emcee.lint.Work;
import java.util.List;

/**
 * What the server did for a statement to the tables that were there before its revision.
 *
 * @param locks the strongest of each table, view or sequence, by name; those that an earlier statement of the same
 *     transaction had taken are left out
 * @param work nothing, a scan, the build of an index or a rewrite: the most of what was seen
 * @param said the server's own words about that, such as {@code rewriting table "images"}
 * @param complete false for a statement that cannot run in a transaction and was over before its locks could be read
 */
public record Measurement(List<Lock> locks, Work work, List<String> said, boolean complete) {
    /** What a statement that failed has. */
    static final Measurement NONE = new Measurement(List.of(), Work.NOTHING, List.of(), true);

    public Measurement {
        locks = List.copyOf(locks);
        said = List.copyOf(said);
    }

    /** {@code ACCESS EXCLUSIVE on images, SHARE ROW EXCLUSIVE on members; rewrites the table and its indexes}. */
    public String words() {
        return locks.isEmpty() ? words("no new lock on a table", work) : words(locks, work);
    }

    /** The same of what the linter says; {@code no lock} when it takes none. */
    public static String words(StatementReport linted) {
        return linted.locks().isEmpty() ? words("no lock", linted.work()) : words(linted.locks(), linted.work());
    }

    private static String words(List<Lock> locks, Work work) {
        return words(locks.stream().map(Measurement::words).collect(joining(", ")), work);
    }

    private static String words(String held, Work work) {
        return held + (work == Work.NOTHING ? "" : "; " + work.words());
    }

    /** Without whom it blocks. */
    private static String words(Lock lock) {
        return lock.toString().replaceFirst(": [^:]*$", "");
    }
}
