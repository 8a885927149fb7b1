package io.emcee.engine;

/** What is applied is not what the revision set says. */
public final class DriftFound extends EngineException {
    private static final long serialVersionUID = 1L;

    DriftFound(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 9;
    }
}
