package io.emcee.engine;

import java.sql.Connection;

/** Takes emcee out of a database. */
final class Release {
    private final Engine engine;
    private final Access access;
    private final Actor actor;
    private final LockLadder locks;

    /** @param locks how to wait for the tables that have triggers of emcee's */
    Release(Engine engine, Access access, Actor actor, LockLadder locks) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
        this.locks = locks;
    }

    /** As {@link Engine#release}. */
    boolean carryOut() {
        // To drop them with the schema would wait for their tables without a limit.
        if (engine.read("release", StateSchema::traps)) {
            engine.drains().stop(note -> {}, new StopSignal());
        }
        engine.attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "release " + actor)) {
                TombstoneTriggers.removeAll(access, lock, locks);
            }
            return true;
        });
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
