package io.emcee.engine;

/** A step did not get its lock within the time that it may try; nothing of it is applied. */
public final class LockNotGranted extends EngineException {
    private static final long serialVersionUID = 1L;

    LockNotGranted(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 7;
    }
}
