package io.emcee.engine;

/** What should be overruled cannot be. */
public final class InvalidOverrule extends EngineException {
    private static final long serialVersionUID = 1L;

    InvalidOverrule(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
