package io.emcee.engine;

/** The operator stopped the run before its end; what was done stays done. */
public final class Stopped extends EngineException {
    private static final long serialVersionUID = 1L;

    Stopped(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 8;
    }
}
