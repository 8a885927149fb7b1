package io.emcee.hook;

import io.emcee.engine.Moment;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param name in the configuration
 * @param moments of which
 */
public record Hook(String name, Set<Moment> moments, Channel channel) {
    public Hook {
        moments = Set.copyOf(moments);
    }

    /** {@code "chat" (https://hooks.example)}, without anything secret. */
    @Override
    public String toString() {
        return "\"" + name + "\" (" + channel + ")";
    }
}
