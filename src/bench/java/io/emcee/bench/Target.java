package io.emcee.bench;

import java.util.Locale;

/**
 * What a figure should not exceed.
 *
 * @param most the limit, in units of {@code base}
 * @param base what counts as one
 * @param of what the base is, such as {@code glance-manage}; empty when the limit is absolute
 */
record Target(double most, double base, String of) {
    static Target times(double most, double base, String of) {
        return new Target(most, base, of);
    }

    static Target atMost(double most) {
        return new Target(most, 1, "");
    }

    boolean holds(double value) {
        return value <= most * base;
    }

    /** {@code 0.27 of 0.30 x glance-manage}, or {@code of 300} when the limit is absolute. */
    String compared(double value) {
        return of.isEmpty()
                ? String.format(Locale.ROOT, "at most %.0f", most)
                : String.format(Locale.ROOT, "%.2f of at most %.2f x %s", value / base, most, of);
    }
}
