package io.emcee.engine;

/** The operation needs a database with histories, and this one has none. */
public final class NotUnderControl extends EngineException {
    private static final long serialVersionUID = 1L;

    NotUnderControl(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
