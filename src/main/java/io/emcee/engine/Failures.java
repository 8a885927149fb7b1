package io.emcee.engine;

import io.emcee.catalog.SqlState;
import java.sql.SQLException;
import java.util.Optional;

/** Reads the reason out of failures that come wrapped. */
public final class Failures {
    private Failures() {}

    /** The PostgreSQL failure at the bottom of a chain of causes, if there is one. */
    static Optional<SQLException> sql(Throwable failure) {
        Optional<SQLException> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = Optional.of(sql);
            }
        }
        return found;
    }

    /** The first cause in its own words, the server's if it was one, on one line, without characters that would steer a terminal. */
    public static String words(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = String.valueOf(
                sql(failure).<Throwable>map(cause -> cause).orElse(first).getMessage());
        return message.replaceAll("\\s*\\n\\s*Position: \\d+", "")
                .strip()
                .replaceAll("\\s*\\n\\s*", "; ")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    /** A schema or table is not there. */
    static boolean missing(SQLException failure) {
        return SqlState.UNDEFINED_TABLE.in(failure) || SqlState.INVALID_SCHEMA_NAME.in(failure);
    }

    static boolean forbidden(SQLException failure) {
        return SqlState.INSUFFICIENT_PRIVILEGE.in(failure);
    }
}
