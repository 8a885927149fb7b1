package io.emcee.purge;

import io.emcee.engine.EngineException;

/** A purge, or what belongs to purging, is refused: nothing was changed. */
public final class PurgeRefused extends EngineException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what is refused, why, and what to do */
    public PurgeRefused(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
