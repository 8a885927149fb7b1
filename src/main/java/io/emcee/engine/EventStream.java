package io.emcee.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what happens in a run. */
final class EventStream {
    private final Consumer<Event> listener;
    private final int count;
    private int number;
    private Optional<Step> last = Optional.empty();

    /** @param count the plan's steps */
    EventStream(Consumer<Event> listener, int count) {
        this.listener = listener;
        this.count = count;
    }

    /** Told once, however often the step is tried. */
    void started(Step step) {
        if (last.filter(step::equals).isEmpty()) {
            last = Optional.of(step);
            tell(new Event.StepStarted(step, ++number, count));
        }
    }

    void statement(String sql, Duration took) {
        tell(new Event.StatementDone(sql, took));
    }

    void done(Step step, long rows, Duration took) {
        tell(new Event.StepDone(step, rows, took));
    }

    void tell(Event event) {
        listener.accept(event);
    }
}
