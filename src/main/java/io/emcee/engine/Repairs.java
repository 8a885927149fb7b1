package io.emcee.engine;

import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How histories are mended whose files were edited after they were applied. Thread-safe; each method opens connections
 * of its own.
 */
public final class Repairs {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    Repairs(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /**
     * What would make the histories say what the files say.
     *
     * @throws NotUnderControl when the database has no histories
     */
    public Repair look() {
        return engine.read("repair", this::look);
    }

    private Repair look(Connection connection) throws SQLException {
        engine.set().runnable("repair histories");
        if (engine.inspector(connection).state() instanceof Controlled controlled) {
            return Repair.of(controlled.records(), engine.set(), controlled.drift());
        }
        throw new NotUnderControl("The database has no histories of emcee, so there is nothing to repair.");
    }

    /**
     * Carries a repair out, all of it or nothing. The journal keeps it, and why.
     *
     * @throws LockBusy when somebody else works on the database
     * @throws DriftFound when the histories or the files have changed since the repair was looked at
     */
    public void carryOut(Repair repair, String reason) {
        engine.attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "repair " + actor);
                    Connection writer = access.writer("repair")) {
                lock.check();
                if (!look(writer).equals(repair)) {
                    throw new DriftFound("Somebody changed the histories since the repair was looked at; look again.");
                }
                StateSchema.prepare(writer, actor, engine.schema(writer), () -> repair.write(writer));
                Map<String, Object> facts = repair.facts();
                facts.put("reason", reason);
                Journal.open(writer, actor.user(), actor.host())
                        .append(OptionalLong.empty(), "repaired", Json.line(facts));
            }
            return true;
        });
    }
}
