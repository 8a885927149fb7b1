package io.emcee.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the phases of a run begin and end among its steps. For the thread of the run. */
final class Phases {
    private final long run;
    private final Operation operation;
    private final List<Step> steps;
    private Optional<PhaseStarted> current = Optional.empty();
    private long begin;
    private long rows;

    /** @param run its number in the journal */
    Phases(long run, Operation operation, List<Step> steps) {
        this.run = run;
        this.operation = operation;
        this.steps = List.copyOf(steps);
    }

    /** @param target the version asked for, or the set's name for all of it */
    Event.RunStarted begin(String target) {
        return new Event.RunStarted(run, operation, target, count());
    }

    /** How many steps the run has. */
    int count() {
        return steps.size();
    }

    /**
     * Before a step.
     *
     * @param number from 1
     * @return the phase that begins with it
     */
    Optional<PhaseStarted> before(int number) {
        if (number > 1 && same(number - 1, number)) {
            return Optional.empty();
        }
        int last = number;
        while (last < count() && same(last, last + 1)) {
            last++;
        }
        current = Optional.of(new PhaseStarted(run, operation, step(number).phase(), last - number + 1));
        begin = System.nanoTime();
        rows = 0;
        return current;
    }

    /**
     * After a step.
     *
     * @param changed rows
     * @return the phase that ends with it
     */
    Optional<PhaseEnded> after(int number, long changed) {
        rows += changed;
        return number < count() && same(number, number + 1)
                ? Optional.empty()
                : current.map(started -> new PhaseEnded(started, rows, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private boolean same(int one, int other) {
        return step(one).phase() == step(other).phase();
    }

    private Step step(int number) {
        return steps.get(number - 1);
    }
}
