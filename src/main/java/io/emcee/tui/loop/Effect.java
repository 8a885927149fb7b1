package io.emcee.tui.loop;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Work done beside the thread that owns the model. It may send any number of messages while it runs, from any thread;
 * what it throws goes to {@link Program#failed}. It is interrupted when the program quits.
 */
@FunctionalInterface
public interface Effect<M> {
    void run(Consumer<Message<M>> send) throws Exception;

    /** How long to wait before it runs. Waiting costs no thread. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** Sends one message, once, after a while. A program that ticks asks for it again in each answer. */
    static <M> Effect<M> after(Duration delay, Message<M> message) {
        return new Delayed<>(delay, send -> send.accept(message));
    }

    /** Runs an effect after a while. */
    static <M> Effect<M> later(Duration delay, Effect<M> effect) {
        return new Delayed<>(delay, effect);
    }
}
