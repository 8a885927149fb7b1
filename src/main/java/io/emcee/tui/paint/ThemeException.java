package io.emcee.tui.paint;

/** A theme cannot be used; the message is for the operator and says what to do. */
public final class ThemeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ThemeException(String message) {
        super(message);
    }
}
