package io.emcee.catalog;

/** Why a session can be neither cancelled nor ended by the one who asks. */
public enum Obstacle {
    EMCEE("it is a session of emcee, which ends with its run"),
    PREPARED("it is a prepared transaction, which only ROLLBACK PREPARED or COMMIT PREPARED ends"),
    GONE("it has ended already"),
    HIDDEN("your role may not see since when it exists, so that another session could be meant; it takes the role"
            + " pg_read_all_stats"),
    PROCESS("it is a process of the server and no client's session"),
    ELSEWHERE("it works on another database"),
    SUPERUSER("it is a superuser's or the server's own, and your role is no superuser"),
    RIGHTS("your role is a member neither of its role nor of pg_signal_backend");

    private final String reason;

    Obstacle(String reason) {
        this.reason = reason;
    }

    /** Half a sentence: {@code it works on another database}. */
    public String reason() {
        return reason;
    }
}
