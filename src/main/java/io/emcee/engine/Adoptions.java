package io.emcee.engine;

import io.emcee.script.ViewOnly;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a database comes under control that another tool has managed so far. Thread-safe; each method opens connections of
 * its own.
 */
public final class Adoptions {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    Adoptions(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /**
     * What taking a database under control would record.
     *
     * @param version what the operator says the database is at; needed only where no other tool's table tells
     * @throws NotUnderControl when there is nothing to take, or the version is unknown or contradicts the table
     * @throws DriftFound when the other tool's version is not one of the revision set, or behind what emcee recorded
     * @throws ViewOnly when the set can only be shown
     */
    public Adoption look(Optional<String> version) {
        engine.set().runnable("take a database under control");
        return engine.read("adoption", connection -> adopter(connection).plan(version));
    }

    /**
     * Records an adoption, all of it or nothing.
     *
     * @param version as it was for {@link #look}
     * @throws LockBusy when somebody else works on the database
     * @throws DriftFound when the database has changed since the adoption was looked at
     * @throws ViewOnly when the set can only be shown
     */
    public void adopt(Adoption adoption, Optional<String> version) {
        adopt(adoption, version, List.of());
    }

    /** As {@link #adopt(Adoption, Optional)}, and the journal keeps what was said before. */
    public void adopt(Adoption adoption, Optional<String> version, List<? extends Event.Consent> consents) {
        engine.set().runnable("take a database under control");
        engine.attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "adopt " + actor);
                    Connection writer = access.writer("adopt")) {
                lock.check();
                Map<String, Object> facts = adoption.facts();
                facts.put(
                        "consents",
                        consents.stream().map(Event.Consent::sentence).toList());
                adopter(writer).carryOut(adoption, version, actor, facts);
            }
            return true;
        });
    }

    private Adopter adopter(Connection connection) throws SQLException {
        return new Adopter(connection, engine.set(), engine.schema(connection));
    }
}
