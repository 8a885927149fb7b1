package io.emcee.tui.screen;

import java.sql.SQLException;
import java.util.Optional;

/** What to say when something was to be written by a role that may only read. */
final class Denied {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Denied() {}

    /**
     * The failure's own sentence, unless it was a matter of rights.
     *
     * @param what was not done: {@code nothing is held}
     */
    static String sentence(Throwable failure, String what) {
        return denied(failure)
                .map(why -> "This role may only read, so " + what + " (" + why.getMessage()
                        + "); connect as one that may write.")
                .orElseGet(() -> Inquiry.sentence(failure));
    }

    private static Optional<SQLException> denied(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
