package io.emcee.batch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One signal as it is shown to the operator.
 *
 * @param name of the signal: {@code replay_time}
 * @param value as it was last seen, with its unit; {@code ?} when it could not be asked
 * @param limit from where on it slows and holds, {@code 10s / 1m}; {@code off} for none
 * @param sentence what the value means, and whose it is
 */
public record Lamp(String name, String value, String limit, Level level, String sentence) {
    /** The lamp's facts for JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("value", value);
        facts.put("limit", limit);
        facts.put("level", level.word());
        facts.put("sentence", sentence);
        return facts;
    }
}
