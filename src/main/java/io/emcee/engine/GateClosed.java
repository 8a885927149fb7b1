package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A gate is closed.
 *
 * @param run that it ends; empty when none has begun
 * @param waiting whether a walk waits until it opens; else the operation is refused
 * @param sentence what keeps it closed, and what to do
 */
public record GateClosed(OptionalLong run, Operation operation, Gate gate, boolean waiting, String sentence)
        implements Event.Milestone {
    @Override
    public String kind() {
        return "gate_closed";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", Event.of(run));
        facts.put("operation", operation.word());
        facts.put("gate", gate.word());
        facts.put("waiting", waiting);
        facts.put("sentence", sentence);
        return facts;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.of(Moment.GATE);
    }

    @Override
    public OptionalLong runNumber() {
        return run;
    }
}
