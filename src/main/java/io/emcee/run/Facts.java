package io.emcee.run;

import io.emcee.json.Json;
import java.util.Map;
import java.util.Optional;

/** Reads what a row holds as JSON; of what a later or tampered emcee wrote, as much as is understood. */
final class Facts {
    private Facts() {}

    static Map<String, Object> of(String json) {
        try {
            return Json.object(json);
        } catch (IllegalArgumentException altered) {
            return Map.of();
        }
    }

    /** Empty when it is not there. */
    static String text(Map<String, Object> facts, String name) {
        Object value = facts.getOrDefault(name, "");
        return value instanceof Optional<?> ? "" : value.toString();
    }

    /** 0 when it is not there. */
    static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
