package io.emcee.engine;

import io.emcee.journal.Journal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes to the journal what was refused before it began. Thread-safe. */
public final class Refusals {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    Refusals(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /**
     * Writes what was refused, and tells the hooks. A database without a journal, and a role that may not write it, are
     * no second failure.
     *
     * @param events told what follows from it
     */
    public void record(Operation operation, EngineException refusal, Consumer<Event> events) {
        write(operation, refusal);
        engine.audience(events).ended(operation, refusal);
    }

    void write(Operation operation, EngineException refusal) {
        try (Connection writer = access.writer("journal")) {
            if (StateSchema.current(writer)) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("operation", operation.word());
                facts.put("exit_code", refusal.exitCode());
                facts.put("sentence", refusal.getMessage());
                Journal.open(writer, actor.user(), actor.host())
                        .append(OptionalLong.empty(), Recorded.REFUSED, Json.line(facts));
            }
        } catch (SQLException | RuntimeException unwritten) {
            refusal.addSuppressed(unwritten);
        }
    }
}
