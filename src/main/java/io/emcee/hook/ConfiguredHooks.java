package io.emcee.hook;

import io.emcee.engine.Event;
import io.emcee.engine.HookFailed;
import io.emcee.engine.Hooks;
import io.emcee.engine.Moment;
import io.emcee.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The hooks of one database. Thread-safe. */
public final class ConfiguredHooks implements Hooks {
    /** How long a hook may take for a message. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    /** One that was begun may come to its limit, and say so. */
    private static final Duration AT_THE_END = LIMIT.plusSeconds(1);

    private final List<Deliveries> hooks;
    private final Map<String, Object> about;

    /** @param about what each message says of the database and of who works on it */
    public ConfiguredHooks(List<Hook> hooks, Map<String, Object> about) {
        this.hooks = hooks.stream().map(Deliveries::new).toList();
        this.about = new LinkedHashMap<>(about);
    }

    @Override
    public void tell(Event.Milestone milestone, Consumer<HookFailed> failed) {
        milestone.moment().ifPresent(moment -> tell(moment, body(moment, milestone), failed));
    }

    private void tell(Moment moment, String body, Consumer<HookFailed> failed) {
        hooks.stream()
                .filter(deliveries -> deliveries.hook().moments().contains(moment))
                .forEach(deliveries -> deliveries.add(moment, body, failed));
    }

    private String body(Moment moment, Event.Milestone milestone) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("moment", moment.word());
        body.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        body.putAll(about);
        body.put("event", milestone.object());
        return Json.line(body);
    }

    @Override
    public void settle() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(hooks.stream().map(Deliveries::settled).toArray(CompletableFuture[]::new));
        try {
            all.get(AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException given) {
            // What is late now is not waited for.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
