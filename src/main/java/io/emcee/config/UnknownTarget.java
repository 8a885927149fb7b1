package io.emcee.config;

/** No target has the name that was asked for. */
public final class UnknownTarget extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownTarget(String sentence) {
        super(sentence);
    }
}
