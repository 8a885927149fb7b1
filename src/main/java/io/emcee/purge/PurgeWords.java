package io.emcee.purge;

import java.util.Locale;

/** Numbers as people read them. */
final class PurgeWords {
    private PurgeWords() {}

    /** {@code 12,000}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
