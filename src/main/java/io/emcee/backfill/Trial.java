package io.emcee.backfill;

import java.util.Locale;
import java.util.Optional;

/**
 * Chooses between the two orders in a heap by what their first rows cost: a sweep, unless its rows leave their page and
 * spread ones are cheaper. For one thread.
 */
final class Trial {
    /** So many rows are migrated in an order before it is judged. */
    static final int ROWS = 8_192;

    /** When this share of the rows stays on its page, nothing can be gained. */
    private static final double ENOUGH = 0.9;

    /** By less than this the choice is left to the sweep: it reads each page once, and needs no memory. */
    private static final double MARGIN = 0.9;

    /**
     * What does not keep more rows on their page only seems cheaper: the pages of the indexes, which the sweep wrote first
     * since the last checkpoint, were then written whole.
     */
    private static final double GAIN = 0.1;

    private Order order = Order.SWEEP;
    private Cost sweep = Cost.NONE;
    private Cost spread = Cost.NONE;
    private Optional<String> reason = Optional.empty();

    /** The order to try, or the one chosen. */
    Order order() {
        return order;
    }

    /** Why the order is chosen, once it is. */
    Optional<String> reason() {
        return reason;
    }

    /** What a batch in the order at hand has cost. */
    void saw(Cost cost) {
        if (reason.isPresent()) {
            return;
        }
        if (order == Order.SWEEP) {
            sweep = sweep.plus(cost);
            judgeSweep();
        } else {
            spread = spread.plus(cost);
            judgeSpread();
        }
    }

    private void judgeSweep() {
        if (sweep.rows() < ROWS) {
            return;
        }
        if (sweep.updated() == 0) {
            reason = Optional.of("the statement does not change the rows that are walked");
        } else if (sweep.hotShare() >= ENOUGH) {
            reason = Optional.of(percent(sweep) + " of the rows stay on their page");
        } else {
            order = Order.SPREAD;
        }
    }

    private void judgeSpread() {
        if (spread.rows() < ROWS) {
            return;
        }
        boolean better = spread.hotShare() > sweep.hotShare() + GAIN && score(spread, sweep) < MARGIN * 2;
        order = better ? Order.SPREAD : Order.SWEEP;
        reason = Optional.of(words(spread) + " spread, " + words(sweep) + " in heap order");
    }

    /** 2 for what costs the same; time is what clients feel, and WAL what standbys and archives do. */
    private static double score(Cost cost, Cost than) {
        return cost.nanosPerRow() / than.nanosPerRow() + cost.walPerRow() / Math.max(1, than.walPerRow());
    }

    /** {@code 93 % of the rows stay on their page at 7 µs and 520 bytes of WAL a row}. */
    private static String words(Cost cost) {
        return String.format(
                Locale.ROOT,
                "%s of the rows stay on their page at %.0f \u00b5s and %.0f bytes of WAL a row",
                percent(cost),
                cost.nanosPerRow() / 1_000,
                cost.walPerRow());
    }

    private static String percent(Cost cost) {
        return Math.round(cost.hotShare() * 100) + " %";
    }
}
