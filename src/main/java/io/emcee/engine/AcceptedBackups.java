package io.emcee.engine;

import java.sql.Connection;

/** The backups that are the way back from an expand. Thread-safe; each method opens connections of its own. */
public final class AcceptedBackups {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    AcceptedBackups(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /**
     * Whether to say where a backup is before a plan is run: it changes the structure of a database that has something
     * in it, and none was accepted within the time that a backup may be old.
     */
    public boolean wanted(Plan plan) {
        return engine.read("backup", connection -> BackupGate.wanted(connection, plan, engine.gates()));
    }

    /**
     * Takes a backup for the way back of all that follows within the time that it may be old: the journal keeps it.
     *
     * @throws LockBusy when somebody else works on the database
     */
    public void accept(Backup backup) {
        engine.attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "backup " + actor);
                    Connection writer = access.writer("backup")) {
                engine.inspector(writer).state().refuseForeign();
                lock.check();
                StateSchema.prepare(writer, actor, engine.schema(writer));
                BackupGate.record(writer, actor, backup);
            }
            return true;
        });
    }
}
