package io.emcee.purge;

import io.emcee.batch.Control;
import io.emcee.batch.Tuning;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Tells a purge what the operator wants.
 *
 * @param mayGoOn whether the purge is within the time that it was given
 */
record PurgeControl(Control run, BooleanSupplier mayGoOn) implements Control {
    @Override
    public Order order() {
        return mayGoOn.getAsBoolean() ? run.order() : Order.STOP;
    }

    @Override
    public Tuning tuning() {
        return run.tuning();
    }

    @Override
    public void rest(Duration time) {
        run.rest(time);
    }
}
