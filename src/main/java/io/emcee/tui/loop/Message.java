package io.emcee.tui.loop;

/** What an effect sends back: it knows how to change the model. Runs on the thread that owns the model. */
@FunctionalInterface
public interface Message<M> {
    Step<M> update(M model);
}
