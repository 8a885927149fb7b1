package io.emcee.purge;

import io.emcee.batch.Control;
import io.emcee.batch.Tuning;
import io.emcee.engine.StopSignal;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Tells a purge what the operator wants.
 *
 * @param mayGoOn whether the purge is within the time that it was given
 */
record PurgeControl(StopSignal stop, BooleanSupplier mayGoOn, Tuning own) implements Control {
    @Override
    public Order order() {
        if (stop.wanted() || !mayGoOn.getAsBoolean()) {
            return Order.STOP;
        }
        return stop.held() ? Order.PAUSE : Order.GO;
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
