package io.emcee.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as its row tells it.
 *
 * @param id the number of the journal's entry that began it
 * @param kind {@code phase} or {@code purge}
 * @param what is done, as its kind writes it; a phase has its plan: {@code operation}, {@code version}, {@code target},
 *     {@code plan}, {@code from}, {@code to} and {@code steps}
 * @param alive whether the session that holds the lock for it is there
 * @param silence since its process was last heard of, by the server's clock
 * @param passing what was last told of each kind that is told again and again
 * @param by who wants it; empty as long as nobody has asked for anything
 * @param rests whether it has come to a place where it waits
 * @param settings that were changed while it runs
 * @param took until now, or until it ended
 */
public record RunRow(
        long id,
        String kind,
        Map<String, Object> what,
        Owner owner,
        boolean alive,
        Instant started,
        Duration took,
        Duration silence,
        List<Told> passing,
        Wanted wanted,
        Optional<String> by,
        boolean rests,
        Map<String, Object> settings,
        Optional<Result> result) {
    public static final String PHASE = "phase";
    public static final String PURGE = "purge";

    /** After this time without a word of a process something is wrong with it, or with the way to it. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    public RunRow {
        passing = List.copyOf(passing);
    }

    /** The same, wanting something else. */
    public RunRow wanting(Wanted other) {
        return new RunRow(
                id, kind, what, owner, alive, started, took, silence, passing, other, by, rests, settings, result);
    }

    /** The same, with settings that it has not heard of yet. */
    public RunRow with(Map<String, Object> changed) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(changed);
        return new RunRow(
                id, kind, what, owner, alive, started, took, silence, passing, wanted, by, rests, all, result);
    }

    public RunState state() {
        return result.map(Result::state).orElse(alive ? RunState.going(wanted, rests) : RunState.INTERRUPTED);
    }

    /** Whether its session is there, but its process says nothing: its machine may be gone. */
    public boolean silent() {
        return state().going() && silence.compareTo(LONGEST_SILENCE) > 0;
    }

    /** One of the facts of what is done; empty when it is not there. */
    public String text(String fact) {
        return Facts.text(what, fact);
    }

    /** {@code migrate to ocata}. */
    public String title() {
        return text("operation") + (text("target").isEmpty() ? "" : " to " + text("target"));
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", id);
        facts.put("state", state().word());
        facts.put("run_kind", kind);
        facts.put("what", what);
        facts.put("owner", owner.facts());
        facts.put("started", started);
        facts.put("took_ms", took.toMillis());
        facts.put("silence_ms", silence.toMillis());
        facts.put("wanted", wanted.word());
        facts.put("wanted_by", by);
        facts.put("settings", settings);
        facts.put("result", result.map(Result::facts));
        return facts;
    }
}
