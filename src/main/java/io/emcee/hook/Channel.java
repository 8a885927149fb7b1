package io.emcee.hook;

import java.util.Optional;

/** How somebody is told. For one thread. */
public interface Channel {
    /**
     * Passes a message on, and returns within the channel's time limit.
     *
     * @param body a JSON object
     * @return why it did not arrive, as half a sentence without anything secret; empty when it did
     */
    Optional<String> send(String body);

    /** Where it leads, without anything secret. */
    @Override
    String toString();
}
