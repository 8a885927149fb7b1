package io.emcee.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What the parts of a run share: where it writes, whom it tells, and whether it should stop. */
final class RunContext {
    private final String searchPath;
    private final StopSignal stop;
    private final Consumer<Event> events;
    private final int count;
    private int number;
    private Optional<Step> last = Optional.empty();

    RunContext(String searchPath, StopSignal stop, Consumer<Event> events, int count) {
        this.searchPath = searchPath;
        this.stop = stop;
        this.events = events;
        this.count = count;
    }

    String searchPath() {
        return searchPath;
    }

    StopSignal stop() {
        return stop;
    }

    /** Told once, however often the step is tried. */
    void started(Step step) {
        if (last.filter(step::equals).isEmpty()) {
            last = Optional.of(step);
            events.accept(new Event.StepStarted(step, ++number, count));
        }
    }

    void statement(String sql, Duration took) {
        events.accept(new Event.StatementDone(sql, took));
    }

    void done(Step step, long rows, Duration took) {
        events.accept(new Event.StepDone(step, rows, took));
    }

    void tell(Event event) {
        events.accept(event);
    }
}
