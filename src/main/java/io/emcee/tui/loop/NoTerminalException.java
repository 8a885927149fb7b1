package io.emcee.tui.loop;

/** The console cannot be shown here; the message is for the operator and says what to use instead. */
public final class NoTerminalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoTerminalException(String reason) {
        super("The console cannot be shown: " + reason + ". Use the plain commands, such as \"emcee status\".");
    }
}
