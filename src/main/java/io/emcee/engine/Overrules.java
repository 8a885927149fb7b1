package io.emcee.engine;

import io.emcee.engine.Check.Subject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gates that an operator opens against what emcee finds, each with the reason.
 *
 * @param reasons by the gate's name, {@code preflight.connections}; none blank
 */
public record Overrules(Map<String, String> reasons) {
    public static final Overrules NONE = new Overrules(Map.of());

    /** @throws InvalidOverrule for a gate that there is not or that nobody may overrule, and for a missing reason */
    public Overrules {
        reasons.forEach(Overrules::examine);
        reasons = Map.copyOf(reasons);
    }

    private static void examine(String gate, String reason) {
        if (!known().contains(gate)) {
            throw new InvalidOverrule(
                    "There is no gate \"" + gate + "\" that may be overruled; those are " + String.join(", ", known()));
        }
        if (reason.isBlank()) {
            throw new InvalidOverrule(
                    "An overrule needs a reason, which is kept; write: --overrule " + gate + "=REASON");
        }
    }

    /** The names of the gates that may be overruled. */
    public static List<String> known() {
        return Stream.concat(
                        Arrays.stream(Subject.values())
                                .filter(Subject::overrulable)
                                .map(Subject::gate),
                        Arrays.stream(Gate.values()).filter(Gate::overrulable).map(Gate::word))
                .toList();
    }

    /** Why a check is overruled; empty when it is not. */
    public Optional<String> reason(Subject subject) {
        return Optional.ofNullable(reasons.get(subject.gate()));
    }

    /** Why a gate as a whole is overruled; empty when it is not. */
    public Optional<String> reason(Gate gate) {
        return Optional.ofNullable(reasons.get(gate.word()));
    }

    /** The same and one more. */
    public Overrules with(Subject subject, String reason) {
        return with(subject.gate(), reason);
    }

    /** The same and one more. */
    public Overrules with(Gate gate, String reason) {
        return with(gate.word(), reason);
    }

    /** All of both. */
    public Overrules with(Overrules others) {
        Map<String, String> all = new LinkedHashMap<>(reasons);
        all.putAll(others.reasons());
        return new Overrules(all);
    }

    private Overrules with(String gate, String reason) {
        Map<String, String> more = new LinkedHashMap<>(reasons);
        more.put(gate, reason);
        return new Overrules(more);
    }
}
