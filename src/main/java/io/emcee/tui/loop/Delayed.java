package io.emcee.tui.loop;

import java.time.Duration;
import java.util.function.Consumer;

/** An effect that waits before it runs. */
record Delayed<M>(Duration delay, Effect<M> effect) implements Effect<M> {
    @Override
    public void run(Consumer<Message<M>> send) throws Exception {
        effect.run(send);
    }
}
