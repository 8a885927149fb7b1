package io.emcee.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param state one that is an end, but not {@link RunState#INTERRUPTED}
 * @param exitCode what its command exits with
 * @param sentence for the operator
 * @param gate that refused it; empty when none did
 * @param steps done
 * @param rows changed, over all runs on these data migrations
 */
public record Result(RunState state, int exitCode, String sentence, Optional<String> gate, int steps, long rows) {

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("result", state.word());
        facts.put("exit_code", exitCode);
        facts.put("sentence", sentence);
        facts.put("gate", gate);
        facts.put("steps", steps);
        facts.put("rows", rows);
        return facts;
    }

    static Result of(Map<String, Object> facts) {
        return new Result(
                RunState.valueOf(Facts.text(facts, "result").toUpperCase(Locale.ROOT)),
                (int) Facts.number(facts, "exit_code"),
                Facts.text(facts, "sentence"),
                Optional.of(Facts.text(facts, "gate")).filter(gate -> !gate.isEmpty()),
                (int) Facts.number(facts, "steps"),
                Facts.number(facts, "rows"));
    }
}
