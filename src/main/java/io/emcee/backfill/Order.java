package io.emcee.backfill;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** In which order the rows of a table are walked over. */
public enum Order {
    /** Along the key. For tables that PostgreSQL does not keep in a heap of its own. */
    KEY,
    /** Page after page. The cheapest where the pages have room for the new versions of their rows. */
    SWEEP,
    /**
     * A few rows of each page at a time. On a full page the first new versions go elsewhere; then their old ones are
     * pruned away, and make room for the next on the same page, whose indexes need no new entry.
     */
    SPREAD;

    /** {@code spread}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Order> of(String word) {
        return Stream.of(values()).filter(order -> order.word().equals(word)).findFirst();
    }
}
