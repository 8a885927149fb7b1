package io.emcee.engine;

import io.emcee.batch.Control;
import io.emcee.batch.Tuning;
import java.time.Duration;

/**
 * Tells a long work what the operator wants.
 *
 * @param own the target's own tuning, until the operator has changed it
 */
record RunControl(StopSignal stop, Tuning own) implements Control {
    @Override
    public Order order() {
        if (stop.wanted()) {
            return Order.STOP;
        }
        boolean held = stop.held();
        stop.rests(held);
        return held ? Order.PAUSE : Order.GO;
    }

    @Override
    public Tuning tuning() {
        return stop.tuning().orElse(own);
    }

    @Override
    public void rest(Duration time) {
        stop.awaited(time);
    }
}
