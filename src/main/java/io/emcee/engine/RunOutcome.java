package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run has ended, or an operation was refused before it became one.
 *
 * @param run empty when none has begun
 * @param exitCode of the command that ran it: 0 when every step is done
 * @param gate that has refused it; empty when none has
 * @param sentence for the operator
 */
public record RunOutcome(OptionalLong run, Operation operation, int exitCode, Optional<Gate> gate, String sentence)
        implements Event.Milestone {
    /** Every step is done. */
    static RunOutcome done(OptionalLong run, Operation operation) {
        return new RunOutcome(run, operation, 0, Optional.empty(), operation.title() + " done.");
    }

    /** It ended early. */
    static RunOutcome early(OptionalLong run, Operation operation, RuntimeException reason) {
        int exitCode = reason instanceof EngineException known ? known.exitCode() : 1;
        Optional<Gate> gate = reason instanceof GateRefused refused ? Optional.of(refused.gate()) : Optional.empty();
        return new RunOutcome(run, operation, exitCode, gate, String.valueOf(reason.getMessage()));
    }

    @Override
    public String kind() {
        return "run_ended";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", Event.of(run));
        facts.put("operation", operation.word());
        facts.put("result", result(exitCode));
        facts.put("exit_code", exitCode);
        facts.put("gate", gate.map(Gate::word));
        facts.put("sentence", sentence);
        return facts;
    }

    /** {@code done}, {@code refused}, {@code stopped} or {@code failed}. */
    static String result(int exitCode) {
        return switch (exitCode) {
            case 0 -> "done";
            case 6, 9 -> "refused";
            case 8 -> "stopped";
            default -> "failed";
        };
    }

    /** What a gate has refused is told as such. */
    @Override
    public Optional<Moment> moment() {
        return exitCode == 0 || gate.isPresent() ? Optional.empty() : Optional.of(Moment.FAILURE);
    }

    @Override
    public OptionalLong runNumber() {
        return run;
    }
}
