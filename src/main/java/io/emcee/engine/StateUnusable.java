package io.emcee.engine;

/** The schema {@code emcee} cannot be read or written: no rights, or made by a newer emcee. */
public final class StateUnusable extends EngineException {
    private static final long serialVersionUID = 1L;

    StateUnusable(String sentence) {
        super(sentence);
    }

    StateUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
