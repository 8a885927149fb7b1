package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Somebody whom the configuration names was not told; the run goes on.
 *
 * @param hook its name in the configuration
 * @param of what
 * @param sentence why, without anything secret
 */
public record HookFailed(OptionalLong run, String hook, Moment of, String sentence) implements Event.Milestone {
    @Override
    public String kind() {
        return "hook_failed";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", Event.of(run));
        facts.put("hook", hook);
        facts.put("moment", of.word());
        facts.put("sentence", sentence);
        return facts;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.empty();
    }

    @Override
    public Optional<String> note() {
        return Optional.of(sentence);
    }

    @Override
    public OptionalLong runNumber() {
        return run;
    }
}
