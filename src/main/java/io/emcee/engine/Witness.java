package io.emcee.engine;

import io.emcee.engine.Check.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of three who know of clients of the release before.
 *
 * @param saw for people: {@code glance-api/13 (role "glance", 10.0.0.1) wrote public.images.is_public 10 s ago}
 * @param remedy what to do, in lines; empty when there is nothing
 */
public record Witness(Kind kind, State state, String saw, List<String> remedy) {
    /** Who they are. */
    public enum Kind {
        /** Sessions that name themselves as the configuration says that old clients do. */
        SESSIONS,
        /** Traps on what the contract drops, which record who writes it. */
        WRITES,
        /** {@code pg_stat_statements}, for statements that name what the contract drops. */
        STATEMENTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Witness {
        saw = Check.visible(saw);
        remedy = remedy.stream().map(Check::visible).toList();
    }

    static Witness fine(Kind kind, String saw) {
        return new Witness(kind, State.GREEN, saw, List.of());
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("witness", kind.word());
        facts.put("state", state.word());
        facts.put("saw", saw);
        facts.put("remedy", remedy);
        return facts;
    }

    /** {@code writes: nobody wrote it for 15 min}. */
    @Override
    public String toString() {
        return kind.word() + ": " + saw;
    }
}
