package io.emcee.database;

/**
 * The database cannot be used as asked. The message is one sentence for the operator: what failed, on which name, what
 * to do. Neither the message nor any cause carries a password or control characters.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for those who must decide by it. */
    public enum Reason {
        /** The url, or one of its parameters, cannot be used. */
        ADDRESS,
        /** The file named for the password cannot be read or is empty. */
        PASSWORD_FILE,
        /** No server answers there, or not in time. */
        UNREACHABLE,
        /** The server asks for a password and none is known. */
        PASSWORD_NEEDED,
        WRONG_PASSWORD,
        NO_SUCH_ROLE,
        NO_SUCH_DATABASE,
        /** The server's pg_hba.conf has no entry that lets this role in. */
        NOT_ADMITTED,
        /** The role may not connect to this database. */
        NO_RIGHT,
        TOO_MANY_CONNECTIONS,
        /** The server is starting, stopping or in recovery. */
        NOT_READY,
        /** Encryption is asked for and cannot be had, or a certificate is not trusted. */
        ENCRYPTION,
        /** Something in between, a pooler most likely, does not pass settings on to the server. */
        POOLER,
        TOO_OLD,
        /** The connection stood and is gone. */
        LOST,
        OTHER
    }

    private final Reason reason;

    DatabaseUnavailable(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    DatabaseUnavailable(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
