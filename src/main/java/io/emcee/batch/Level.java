package io.emcee.batch;

import java.util.Locale;

/** What a signal asks of a long work, the mildest first. */
public enum Level {
    /** To go on. */
    GREEN,
    /** To go on in smaller batches, with rests between them. */
    SLOW,
    /** To wait until it is better. */
    HOLD;

    /** {@code green}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
