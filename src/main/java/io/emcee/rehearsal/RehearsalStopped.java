package io.emcee.rehearsal;

import io.emcee.engine.EngineException;

/** The operator stopped a rehearsal; the copy is removed and the target is as it was. */
public final class RehearsalStopped extends EngineException {
    private static final long serialVersionUID = 1L;

    RehearsalStopped(Throwable cause) {
        super("The rehearsal was stopped before its end; its copy is removed, and the database is as it was.", cause);
    }

    @Override
    public int exitCode() {
        return 8;
    }
}
