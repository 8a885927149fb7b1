package io.emcee.cli;

import io.emcee.config.Configuration;
import io.emcee.engine.Actor;
import io.emcee.engine.Hooks;
import io.emcee.engine.Moment;
import io.emcee.hook.Channel;
import io.emcee.hook.ConfiguredHooks;
import io.emcee.hook.Hook;
import io.emcee.hook.Program;
import io.emcee.hook.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which hooks of the configuration are about a database. */
record HookChoice(Configuration configuration, Optional<String> target) {
    /** @param database its name on the server */
    Hooks hooks(String database, Actor actor) {
        List<Hook> ours = configuration.hooks().stream()
                .filter(hook -> hook.concerns(target))
                .map(HookChoice::hook)
                .toList();
        return ours.isEmpty() ? Hooks.NONE : new ConfiguredHooks(ours, about(database, actor));
    }

    private Map<String, Object> about(String database, Actor actor) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("target", target);
        about.put("database", database);
        about.put("by", actor.toString());
        about.put("application", Release.application());
        return about;
    }

    private static Hook hook(io.emcee.config.Hook hook) {
        Channel channel = hook.url()
                .<Channel>map(url -> new Webhook(url, ConfiguredHooks.LIMIT))
                .orElseGet(() -> new Program(hook.command(), ConfiguredHooks.LIMIT));
        return new Hook(
                hook.name(),
                hook.on().stream()
                        .map(word -> Moment.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet()),
                channel);
    }
}
