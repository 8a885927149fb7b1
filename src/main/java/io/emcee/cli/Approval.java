package io.emcee.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's consent to a plan.
 *
 * @param name who gives it
 * @param by the account and machine it was given from
 * @param at when, by that machine's clock
 * @param signature of {@link #signed} by an ssh key, as {@code ssh-keygen -Y sign} prints it
 */
record Approval(String name, String by, String at, Optional<String> signature) {
    static Approval of(Map<?, ?> facts) {
        return new Approval(
                text(facts, "name"),
                text(facts, "by"),
                text(facts, "at"),
                facts.get("signature") instanceof String text ? Optional.of(text) : Optional.empty());
    }

    private static String text(Map<?, ?> facts, String key) {
        return String.valueOf(facts.get(key));
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("by", by);
        facts.put("at", at);
        facts.put("signature", signature);
        return facts;
    }

    Approval with(String signed) {
        return new Approval(name, by, at, Optional.of(signed));
    }

    /** What is signed: the plan's hash with who approves it, and when. */
    String signed(String hash) {
        return hash + "\n" + name + "\n" + by + "\n" + at + "\n";
    }
}
