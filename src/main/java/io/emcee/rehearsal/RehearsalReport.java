package io.emcee.rehearsal;

import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a rehearsal. Its copy is gone.
 *
 * @param steps of the plan up to the first that failed
 * @param took with the copying
 */
public record RehearsalReport(Plan plan, Copy copy, List<RehearsedStep> steps, Duration took) {
    /**
     * What the plan was run on.
     *
     * @param embedded whether on a server of emcee's own and not on the target's
     * @param server the version of the server, {@code 17.11}
     * @param dump the program that made the copy, {@code pg_dump 17.2 (/usr/bin)}; empty when the applied revisions were
     *     replayed
     * @param notes sentences: why it is no better copy, and what it cannot tell
     */
    public record Copy(boolean embedded, String server, String database, Optional<String> dump, List<String> notes) {
        public Copy {
            notes = List.copyOf(notes);
        }
    }

    public RehearsalReport {
        steps = List.copyOf(steps);
    }

    /** How a step went; empty when it was not reached. */
    public Optional<RehearsedStep> of(Step step) {
        return steps.stream().filter(rehearsed -> rehearsed.step().equals(step)).findFirst();
    }

    /** The step that failed. */
    public Optional<RehearsedStep> failed() {
        return steps.stream().filter(step -> step.failed().isPresent()).findFirst();
    }

    /** The statements that ended so. */
    public long count(Agreement agreement) {
        return steps.stream()
                .flatMap(step -> step.statements().stream())
                .filter(statement -> statement.failure().isEmpty() && statement.agreement() == agreement)
                .count();
    }

    /** The statements that were run. */
    public int statements() {
        return steps.stream().mapToInt(step -> step.statements().size()).sum();
    }
}
