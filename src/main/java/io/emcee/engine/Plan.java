package io.emcee.engine;

import io.emcee.revision.CompositeVersion;
import java.util.List;

/**
 * What an operation would do, in order. A value: it may be shown, and run later.
 *
 * @param operation what was asked for
 * @param target the version asked for, as the operator wrote it, or the set's name for all of it
 * @param steps empty when there is nothing to do
 * @param from the version before
 * @param to the version when every step is done
 */
public record Plan(Operation operation, String target, List<Step> steps, CompositeVersion from, CompositeVersion to) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether a step drops data for good. */
    public boolean dropsData() {
        return steps.stream().anyMatch(step -> step.script().dropsData());
    }
}
