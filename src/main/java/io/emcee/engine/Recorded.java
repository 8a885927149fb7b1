package io.emcee.engine;

import io.emcee.journal.Entry;
import io.emcee.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the journal, read back. What a later or a tampered emcee wrote is read as far as it is understood.
 *
 * @param facts empty when they are no JSON object
 */
public record Recorded(Entry entry, Map<String, Object> facts) {
    public static final String RUN_STARTED = "run_started";
    public static final String RUN_ENDED = "run_ended";
    public static final String STEP_STARTED = "step_started";
    public static final String STEP_DONE = "step_done";
    public static final String STEP_FAILED = "step_failed";
    public static final String REFUSED = "refused";
    public static final String ADOPTING = "adopting";
    public static final String ADOPTED = "adopted";
    public static final String REPAIRING = "repairing";
    public static final String REPAIRED = "repaired";
    public static final String SESSION_SIGNALLING = "session_signalling";
    public static final String ACT_FAILED = "act_failed";
    public static final String CONFIRMED = "confirmed";
    public static final String PLAN_APPROVED = "plan_approved";

    public static Recorded of(Entry entry) {
        return new Recorded(entry, facts(entry.facts()));
    }

    private static Map<String, Object> facts(String text) {
        try {
            return Json.object(text);
        } catch (IllegalArgumentException altered) {
            return Map.of();
        }
    }

    /** The entry in one line: {@code upgrade to ocata, 9 steps}. */
    public String summary() {
        return switch (entry.kind()) {
            case RUN_STARTED -> started();
            case STEP_STARTED -> step();
            case STEP_DONE -> step() + ": " + (rows() == 0 ? "" : rows() + " rows, ") + took();
            case RUN_ENDED -> text("result") + " after " + took() + ": " + text("sentence");
            case ADOPTING -> "begins: at " + text("version") + ", by " + text("source");
            case ADOPTED -> "at " + text("version") + ", by " + text("source");
            default -> facts.containsKey("sentence") ? text("sentence") : entry.facts();
        };
    }

    private String started() {
        return facts.containsKey("sentence")
                ? text("sentence")
                : text("operation") + " to " + text("target") + ", " + steps() + (steps() == 1 ? " step" : " steps");
    }

    /** {@code expand ocata_expand01 (part 2 of 3)}; empty for what belongs to no step. */
    public String step() {
        if (!facts.containsKey("revision")) {
            return "";
        }
        String part = number("parts") > 1 ? " (part " + number("part") + " of " + number("parts") + ")" : "";
        return text("phase") + " " + text("revision") + part;
    }

    public long rows() {
        return number("rows");
    }

    public Duration duration() {
        return Duration.ofMillis(number("took_ms"));
    }

    /** {@code 1.250 s}. */
    public String took() {
        return duration().toSeconds() + "." + String.format("%03d", duration().toMillisPart()) + " s";
    }

    /** A fact as text; empty when it is not there. */
    public String text(String fact) {
        Object value = facts.getOrDefault(fact, "");
        return value instanceof Optional<?> ? "" : value.toString();
    }

    /** The statements of a step, as far as it came. */
    public List<String> statements() {
        return list("statements").stream()
                .map(item -> item instanceof Map<?, ?> map ? map.get("sql") : item)
                .map(String::valueOf)
                .toList();
    }

    private int steps() {
        return list("steps").size();
    }

    private List<?> list(String fact) {
        return facts.get(fact) instanceof List<?> list ? list : List.of();
    }

    private long number(String fact) {
        return facts.get(fact) instanceof Number number ? number.longValue() : 0;
    }
}
