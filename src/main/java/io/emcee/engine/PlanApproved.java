package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody has approved the plan that is run.
 *
 * @param name who, as they call themselves
 * @param by the account and machine it was given from
 * @param at when, by that machine's clock
 * @param key that has signed it: {@code SHA256:...}; empty where nothing is signed
 * @param verified whether the signature is by a key that the target allows for that name
 * @param plan the hash of the file that was approved
 */
public record PlanApproved(String name, String by, String at, Optional<String> key, boolean verified, String plan)
        implements Event.Consent {
    @Override
    public String kind() {
        return "plan_approved";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("by", by);
        facts.put("at", at);
        facts.put("key", key);
        facts.put("verified", verified);
        facts.put("plan", plan);
        return facts;
    }

    /** {@code Approved by maria (maria@bastion) at 2026-11-20T18:00:00Z, signed by SHA256:...}. */
    @Override
    public String sentence() {
        String signed = key.map(print -> ", signed by " + print + (verified ? "" : " (not verified)"))
                .orElse("");
        return "Approved by " + name + " (" + by + ") at " + at + signed;
    }
}
