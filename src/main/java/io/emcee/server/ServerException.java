package io.emcee.server;

/** The embedded server could not do what was asked; the message is one sentence for the operator, with the remedy. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
