package io.emcee.engine;

import io.emcee.engine.Check.State;
import java.util.Comparator;
import java.util.List;

/**
 * What was found before a phase.
 *
 * @param operation what was to begin
 * @param checks those that were made, in the order of their subjects
 */
public record Preflight(Operation operation, List<Check> checks) {
    public Preflight {
        checks = List.copyOf(checks);
    }

    /** The checks in a state. */
    public List<Check> in(State state) {
        return checks.stream().filter(check -> check.state() == state).toList();
    }

    /** The state of the worst. */
    public State worst() {
        return checks.stream().map(Check::state).max(Comparator.naturalOrder()).orElse(State.GREEN);
    }

    /** {@code 11 green, 2 yellow, 0 red}. */
    public String summary() {
        return in(State.GREEN).size() + " green, " + in(State.YELLOW).size() + " yellow, "
                + in(State.RED).size() + " red";
    }

    /** The checks that stop the phase. */
    public List<Check> stopping(Overrules overrules) {
        return in(State.RED).stream()
                .filter(check -> overrules.reason(check.subject()).isEmpty())
                .toList();
    }

    /**
     * Closes the gate before what is red and not overruled.
     *
     * @throws GateRefused with every such check
     */
    void refuse(Overrules overrules) {
        List<Check> stopping = stopping(overrules);
        if (!stopping.isEmpty()) {
            throw new GateRefused(
                    Gate.PREFLIGHT,
                    operation.title() + " refused: "
                            + String.join(
                                    ". And ",
                                    stopping.stream().map(Preflight::sentence).toList()));
        }
    }

    private static String sentence(Check check) {
        return "preflight " + check
                + (check.subject().overrulable()
                        ? "; or overrule it: --overrule " + check.subject().gate() + "=REASON"
                        : "");
    }
}
