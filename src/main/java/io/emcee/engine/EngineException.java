package io.emcee.engine;

/**
 * An operation was refused, failed or was stopped. The message is one sentence for the operator; the kind of end is in
 * the subtype and in {@link #exitCode}.
 */
public abstract class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected EngineException(String sentence) {
        super(sentence);
    }

    protected EngineException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What a command that ends this way exits with. */
    public abstract int exitCode();
}
