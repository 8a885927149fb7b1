package io.emcee.lint;

import static io.emcee.lint.Severity.ERROR;
import static io.emcee.lint.Severity.NOTE;
import static io.emcee.lint.Severity.WARNING;

import io.emcee.revision.Phase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** What the linter speaks of. A rule's id is its name in lower case; it stays, since waivers name it. */
public enum Rule {
    NOT_UNDERSTOOD(WARNING, "{what}: what it locks and does is not known; look it up, or rehearse it"),
    REWRITE_UNDER_LOCK(ERROR, "{what} rewrites {table} under a lock that {blocks}"),
    SCAN_UNDER_LOCK(ERROR, "{what} reads all of {table} under a lock that {blocks}"),
    SET_NOT_NULL_SCANS(ERROR, "{what} reads all of {table} under a lock that {blocks}"),
    INDEX_NOT_CONCURRENTLY(ERROR, "{what} works through {table} under a lock that {blocks}"),
    CONSTRAINT_BUILDS_INDEX(ERROR, "{what} builds an index on {table} under a lock that {blocks}"),
    DROP_INDEX_NOT_CONCURRENTLY(WARNING, "{what} stops reads and writes of {table} for a moment"),
    WHOLE_TABLE_WRITE(ERROR, "{what} writes every row of {table} in one transaction"),
    WRITE_IN_SCHEMA_REVISION(NOTE, "{what} writes rows of {table} in one transaction"),
    WORK_AFTER_LOCK(ERROR, "{what} keeps {detail} locked all the time it works"),
    TWO_TABLES_LOCKED(ERROR, "{what} locks {table} while the same transaction keeps {detail} locked"),
    LOCKS_REFERENCED_TABLE(NOTE, "{what} on {table} locks {detail} as well, and that lock {blocks}"),
    DROP_LOCKS_REFERENCED_TABLE(WARNING, "{what} on {table} locks {detail} as well, and that lock {blocks}"),
    LOCKS_EVERY_PARTITION(WARNING, "{what} on {table} locks each of its partitions at once"),
    LOCKS_PARTITIONED_TABLE(ERROR, "{what} locks the partitioned table {table}, and that lock {blocks}"),
    EXPLICIT_LOCK(ERROR, "{what} on {table} {blocks} until the transaction ends"),
    TRUNCATES(ERROR, "{what} empties {table}, and {blocks}"),
    CHANGES_ACCESS(ERROR, "{what} on {table} changes what running services see or may do"),
    RENAME_BREAKS_OLD_CODE(ERROR, "{what} on {table} stops every service that knows the old name"),
    DROP_IN_EXPAND(ERROR, true, "{what} takes away from {table} what the running services may use"),
    STRICTER_IN_EXPAND(ERROR, true, "{what} on {table} refuses what the running services may write"),
    CHECKED_IN_EXPAND(WARNING, true, "{what} on {table} refuses rows that running services may write"),
    CASCADE_DROPS_MORE(WARNING, "{what} takes with it what the statement does not name"),
    INDEX_IF_NOT_EXISTS(NOTE, "{what} passes over an invalid index of the same name"),
    NO_CONCURRENTLY_HERE(ERROR, "{what} is refused on the partitioned table {table}"),
    NEEDS_NEWER_SERVER(ERROR, "{what} needs PostgreSQL {detail}"),
    CORRUPTS_INDEX(ERROR, "{what} may corrupt the index on this server, PostgreSQL {detail}"),
    UNKNOWN_WAIVER(ERROR, "there is no rule \"{detail}\" to waive"),
    WAIVES_NOTHING(NOTE, "the waiver of \"{detail}\" waives nothing");

    private final Severity severity;
    private final boolean expandOnly;
    private final String sentence;

    Rule(Severity severity, String sentence) {
        this(severity, false, sentence);
    }

    Rule(Severity severity, boolean expandOnly, String sentence) {
        this.severity = severity;
        this.expandOnly = expandOnly;
        this.sentence = sentence;
    }

    /** The name that waivers and results use: {@code rewrite-under-lock}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule of an id. */
    static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** How bad it is where nothing is known of a table's size. */
    public Severity severity() {
        return severity;
    }

    boolean speaksIn(Phase phase) {
        return !expandOnly || phase == Phase.EXPAND;
    }

    /** Whether it is about a table as it is filled: of a table that the revision makes it says nothing. */
    boolean aboutRows() {
        return switch (this) {
            case NOT_UNDERSTOOD,
                    NEEDS_NEWER_SERVER,
                    CORRUPTS_INDEX,
                    NO_CONCURRENTLY_HERE,
                    CASCADE_DROPS_MORE,
                    INDEX_IF_NOT_EXISTS,
                    UNKNOWN_WAIVER,
                    WAIVES_NOTHING -> false;
            case REWRITE_UNDER_LOCK,
                    SCAN_UNDER_LOCK,
                    SET_NOT_NULL_SCANS,
                    INDEX_NOT_CONCURRENTLY,
                    CONSTRAINT_BUILDS_INDEX,
                    DROP_INDEX_NOT_CONCURRENTLY,
                    WHOLE_TABLE_WRITE,
                    WRITE_IN_SCHEMA_REVISION,
                    WORK_AFTER_LOCK,
                    TWO_TABLES_LOCKED,
                    LOCKS_REFERENCED_TABLE,
                    DROP_LOCKS_REFERENCED_TABLE,
                    LOCKS_EVERY_PARTITION,
                    LOCKS_PARTITIONED_TABLE,
                    EXPLICIT_LOCK,
                    TRUNCATES,
                    CHANGES_ACCESS,
                    RENAME_BREAKS_OLD_CODE,
                    DROP_IN_EXPAND,
                    STRICTER_IN_EXPAND,
                    CHECKED_IN_EXPAND -> true;
        };
    }

    /** Whether it is as bad as the table is large. */
    boolean growsWithSize() {
        return EnumSet.of(
                        REWRITE_UNDER_LOCK,
                        SCAN_UNDER_LOCK,
                        SET_NOT_NULL_SCANS,
                        INDEX_NOT_CONCURRENTLY,
                        CONSTRAINT_BUILDS_INDEX,
                        WHOLE_TABLE_WRITE,
                        WORK_AFTER_LOCK)
                .contains(this);
    }

    /** Whether its detail is another table's name. */
    boolean namesTable() {
        return EnumSet.of(WORK_AFTER_LOCK, TWO_TABLES_LOCKED, LOCKS_REFERENCED_TABLE, DROP_LOCKS_REFERENCED_TABLE)
                .contains(this);
    }

    String sentence() {
        return sentence;
    }
}
