package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run has begun, and stands in the journal.
 *
 * @param number of the run in the journal
 */
public record RunStarted(long number, Plan plan) implements Event.Milestone {
    @Override
    public String kind() {
        return "run_started";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", number);
        facts.put("operation", plan.operation().word());
        facts.put("target", plan.target());
        facts.put("plan", plan.hash());
        facts.put("from", plan.from());
        facts.put("to", plan.to());
        facts.put("steps", plan.steps().size());
        return facts;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.empty();
    }

    @Override
    public OptionalLong run() {
        return OptionalLong.of(number);
    }
}
