package io.emcee.backfill;

import java.util.List;
import java.util.Optional;

/**
 * Where in a pass over a table a walk is.
 *
 * @param order in which the pass goes on; empty while none is chosen
 * @param after the key of the last row walked over, as text; empty at the start, and in the heap
 * @param leaf the oid of the table or partition whose heap is walked; 0 at the start, and along a key
 * @param block the first of its pages that are not walked over
 */
public record Position(Optional<Order> order, Optional<List<String>> after, long leaf, long block) {
    static Position start(Optional<Order> order) {
        return new Position(order, Optional.empty(), 0, 0);
    }

    static Position key(List<String> last) {
        return new Position(Optional.of(Order.KEY), Optional.of(last), 0, 0);
    }

    static Position heap(Optional<Order> order, long leaf, long block) {
        return new Position(order, Optional.empty(), leaf, block);
    }

    /** Whether nothing is walked over yet in this pass. */
    public boolean atStart() {
        return after.isEmpty() && leaf == 0;
    }
}
