package io.emcee.engine;

/** Somebody else works on the database. */
public final class LockBusy extends EngineException {
    private static final long serialVersionUID = 1L;

    LockBusy(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 7;
    }
}
