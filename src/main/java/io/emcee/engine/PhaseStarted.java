package io.emcee.engine;

import io.emcee.revision.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first of some steps of one phase begins.
 *
 * @param number of the run in the journal
 * @param steps how many there are until another phase comes, or the end
 */
public record PhaseStarted(long number, Operation operation, Phase phase, int steps) implements Event.Milestone {
    @Override
    public String kind() {
        return "phase_started";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", number);
        facts.put("operation", operation.word());
        facts.put("phase", phase.word());
        facts.put("steps", steps);
        return facts;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.of(Moment.PHASE_START);
    }

    @Override
    public OptionalLong runNumber() {
        return OptionalLong.of(number);
    }
}
