package io.emcee.catalog;

import java.sql.SQLException;
import java.util.stream.Stream;

/** The SQLSTATEs by which emcee decides something (appendix A of PostgreSQL's manual). */
public enum SqlState {
    LOCK_NOT_AVAILABLE("55P03"),
    QUERY_CANCELED("57014"),
    ADMIN_SHUTDOWN("57P01"),
    DEADLOCK_DETECTED("40P01"),
    SERIALIZATION_FAILURE("40001"),
    READ_ONLY_SQL_TRANSACTION("25006"),
    INSUFFICIENT_PRIVILEGE("42501"),
    UNDEFINED_TABLE("42P01"),
    UNDEFINED_COLUMN("42703"),
    UNDEFINED_FUNCTION("42883"),
    UNDEFINED_OBJECT("42704"),
    INVALID_SCHEMA_NAME("3F000"),
    INVALID_SQL_STATEMENT_NAME("26000"),
    DUPLICATE_PREPARED_STATEMENT("42P05"),
    DUPLICATE_TABLE("42P07"),
    DUPLICATE_OBJECT("42710"),
    DUPLICATE_SCHEMA("42P06"),
    UNIQUE_VIOLATION("23505"),
    FOREIGN_KEY_VIOLATION("23503"),
    NOT_NULL_VIOLATION("23502"),
    CHECK_VIOLATION("23514");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    /** Whether a failure passes by itself, so that the same transaction may succeed when it is tried again. */
    public static boolean passing(Throwable failure) {
        return DEADLOCK_DETECTED.in(failure) || LOCK_NOT_AVAILABLE.in(failure) || SERIALIZATION_FAILURE.in(failure);
    }

    /** The five characters. */
    public String code() {
        return code;
    }

    /** Whether the failure, or one that caused it, is of this kind. */
    public boolean in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && code.equals(sql.getSQLState()));
    }
}
