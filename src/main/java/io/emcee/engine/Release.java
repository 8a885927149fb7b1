package io.emcee.engine;

import java.sql.Connection;

/** Takes emcee out of a database. */
final class Release {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    Release(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /** As {@link Engine#release}. */
    boolean carryOut() {
        // To drop them with the schema would wait for their tables without a limit.
        if (engine.read("release", StateSchema::traps)) {
            engine.drains().stop(note -> {}, new StopSignal());
        }
        return engine.attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "release " + actor);
                    Connection writer = access.writer("release")) {
                boolean present = StateSchema.present(writer);
                lock.check();
                if (present) {
                    StateSchema.drop(writer);
                }
                return present;
            }
        });
    }
}
