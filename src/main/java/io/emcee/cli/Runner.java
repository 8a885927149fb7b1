package io.emcee.cli;

import io.emcee.engine.EngineException;
import io.emcee.engine.Event;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Starts runs. Whoever starts one sees how it goes as everybody else does, by its number. Thread-safe. */
public interface Runner extends AutoCloseable {
    /**
     * Starts a run, and returns when it has begun.
     *
     * @param before told what is found before it begins, on this thread
     * @return its number; empty when there was nothing to do
     * @throws EngineException when it is refused; then there is no run
     */
    OptionalLong start(Order order, Consumer<Event> before);

    /** Whether its runs go on when this process ends. */
    boolean outlives();

    /** A run is likely soon: gets ready for it beside everything else. */
    default void prepare() {}

    /** Gives back what was got ready; runs that have begun are not touched. */
    @Override
    default void close() {}
}
