package io.emcee.engine;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sessions as facts for JSON; times in ms. */
public final class SessionFacts {
    private SessionFacts() {}

    /** The keys {@code blockers} and {@code victims}. */
    static Map<String, Object> of(Optional<Blockers> seen) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "blockers",
                seen.map(Blockers::blocking).orElse(List.of()).stream()
                        .map(SessionFacts::of)
                        .toList());
        facts.put(
                "victims",
                seen.map(Blockers::victims).orElse(List.of()).stream()
                        .map(SessionFacts::of)
                        .toList());
        return facts;
    }

    /** What is known of a session. */
    public static Map<String, Object> of(Blocker session) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pid", session.pid());
        facts.put("started", session.started());
        facts.put("role", session.role());
        facts.put("application", session.application());
        facts.put("client", session.client());
        facts.put("state", session.state());
        facts.put("transaction_ms", session.transaction().map(Duration::toMillis));
        facts.put("query", session.query());
        facts.put("visible", session.visible());
        facts.put("obstacle", session.obstacle().map(why -> why.name().toLowerCase(Locale.ROOT)));
        return facts;
    }
}
