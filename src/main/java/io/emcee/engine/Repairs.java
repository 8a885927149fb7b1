package io.emcee.engine;

import io.emcee.engine.DatabaseState.Controlled;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

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
     * Carries a repair out, all of it or nothing. The journal keeps it before and after, and why.
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
                String schema = engine.schema(writer);
                StateSchema.prepare(writer, actor, schema);
                Map<String, Object> facts = facts(repair, reason);
                Act.begin(writer, actor, Recorded.REPAIRING, facts)
                        .carryOut(
                                () -> StateSchema.prepare(writer, actor, schema, () -> repair.write(writer)),
                                Recorded.REPAIRED,
                                facts);
            }
            return true;
        });
    }

    private static Map<String, Object> facts(Repair repair, String reason) {
        Map<String, Object> facts = repair.facts();
        facts.put("reason", reason);
        int parts = repair.changes().size();
        facts.put(
                "sentence", (parts == 1 ? "1 part as its file is: " : parts + " parts as their files are: ") + reason);
        return facts;
    }
}
