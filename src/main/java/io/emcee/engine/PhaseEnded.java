package io.emcee.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All steps of a phase that began are done.
 *
 * @param rows changed by its data migrations, over all runs
 */
public record PhaseEnded(PhaseStarted started, long rows, Duration took) implements Event.Milestone {
    @Override
    public String kind() {
        return "phase_ended";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = started.facts();
        facts.put("rows", rows);
        facts.put("took_ms", took.toMillis());
        return facts;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.of(Moment.PHASE_END);
    }

    @Override
    public OptionalLong runNumber() {
        return started.runNumber();
    }
}
