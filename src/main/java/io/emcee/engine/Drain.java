package io.emcee.engine;

import io.emcee.engine.Check.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the clients of the release before are gone, as far as somebody knows.
 *
 * @param guarded what the contract drops: {@code public.images.is_public}
 * @param since when every trap has stood; empty as long as one is missing
 * @param quiet how long nothing must have been seen
 * @param witnesses all three
 */
public record Drain(List<String> guarded, Optional<Instant> since, Duration quiet, List<Witness> witnesses) {
    public Drain {
        guarded = List.copyOf(guarded);
        witnesses = List.copyOf(witnesses);
    }

    /** Those who speak against the contract. */
    public List<Witness> against() {
        return witnesses.stream()
                .filter(witness -> witness.state() == State.RED)
                .toList();
    }

    public boolean open() {
        return against().isEmpty();
    }

    /** What speaks against the contract, in one sentence without its end: {@code writes: ...; statements: ...}. */
    String obstacle() {
        return String.join("; ", against().stream().map(Witness::toString).toList());
    }

    /** What to do, each once. */
    List<String> remedy() {
        return against().stream()
                .flatMap(witness -> witness.remedy().stream())
                .distinct()
                .toList();
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("open", open());
        facts.put("guarded", guarded);
        facts.put("since", since);
        facts.put("quiet_ms", quiet.toMillis());
        facts.put("witnesses", witnesses.stream().map(Witness::facts).toList());
        return facts;
    }
}
