package io.emcee.run;

import java.util.Locale;

/** What somebody wants of a run that goes on. */
public enum Wanted {
    RUN,
    /** To wait between two batches or steps, where no lock is held and no transaction open. */
    PAUSE,
    STOP;

    /** As it stands in the row: {@code pause}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Wanted of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
