package io.emcee.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/** Takes a password, and characters that would steer a terminal, out of text that came from elsewhere. */
final class Redaction {
    private final Optional<Password> password;

    Redaction(Optional<Password> password) {
        this.password = password.filter(secret -> !secret.reveal().isEmpty());
    }

    /** The text on one line, without control characters and marks of direction, the password replaced by {@code (hidden)}. */
    String clean(String text) {
        return hide(text).replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    }

    /** The same failure and its causes, with cleaned messages and their own stack traces. */
    Throwable clean(Throwable failure) {
        Throwable copy = failure instanceof SQLException sql
                ? new SQLException(message(sql), sql.getSQLState())
                : new Redacted(failure.getClass().getName() + ": " + message(failure));
        copy.setStackTrace(failure.getStackTrace());
        if (failure.getCause() != null) {
            copy.initCause(clean(failure.getCause()));
        }
        return copy;
    }

    private String message(Throwable failure) {
        return clean(Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName()));
    }

    private String hide(String text) {
        return password.map(Password::reveal)
                .map(secret -> text.replace(secret, "(hidden)")
                        .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "(hidden)"))
                .orElse(text);
    }

    private static final class Redacted extends Exception {
        private static final long serialVersionUID = 1;

        Redacted(String message) {
            super(message);
        }
    }
}
