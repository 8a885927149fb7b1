package io.emcee.engine;

import java.util.Locale;

/** A condition that must hold before a phase or a purge may go on. */
public enum Gate {
    /** What a revision depends on is applied. */
    ORDER,
    /** No row that a contract waits for is pending; asked of the rows themselves. */
    DATA,
    /** No statement of the plan is an error to the linter, unless its file waives the rule. */
    LINT,
    /** Nothing around the database stands in the way of the phase. */
    PREFLIGHT,
    /** The clients of the release before a contract are gone. */
    DRAIN,
    /** There is a way back from an expand. */
    BACKUP,
    /** Each foreign key of what is purged has an index; without one every row costs a scan. */
    INDEX,
    /** A guarded table keeps its rows as long as its guard says. */
    AGE,
    /** A guarded table is purged only when its name is typed. */
    GUARD;

    /** Whether an operator may go on in spite of it, with a reason; what only some of its checks allow left out. */
    public boolean overrulable() {
        return switch (this) {
            case DRAIN, BACKUP, INDEX, AGE -> true;
            case ORDER, DATA, LINT, PREFLIGHT, GUARD -> false;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
