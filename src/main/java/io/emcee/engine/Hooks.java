package io.emcee.engine;

import java.util.function.Consumer;

/** Those whom the configuration names, who want to hear of some moments without watching. Thread-safe. */
public interface Hooks {
    /** Nobody. */
    Hooks NONE = (milestone, failed) -> {};

    /**
     * Tells whoever wants to hear of it. Returns at once and never throws.
     *
     * @param failed told, on another thread, when somebody could not be told
     */
    void tell(Event.Milestone milestone, Consumer<HookFailed> failed);

    /** Waits for what is still being told; a few seconds at most. */
    default void settle() {}
}
