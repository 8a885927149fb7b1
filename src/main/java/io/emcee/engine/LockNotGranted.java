package io.emcee.engine;

import io.emcee.catalog.Blocker;
import java.sql.SQLException;
import java.util.List;

/** A step, or a question, did not get its lock within the time that it may try; nothing of it is applied. */
public final class LockNotGranted extends EngineException {
    private static final long serialVersionUID = 1L;

    LockNotGranted(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Looking, too, takes a lock: the one that only ACCESS EXCLUSIVE conflicts with. */
    static LockNotGranted reading(String database, List<Blocker> exclusive, SQLException cause) {
        String who = exclusive.stream()
                .findFirst()
                .map(session -> ", which is held or wanted by " + session)
                .orElse("");
        return new LockNotGranted(
                "emcee did not get its lock to read a table of \"" + database + "\"" + who
                        + "; wait until that is done, then run the same command again.",
                cause);
    }

    @Override
    public int exitCode() {
        return 7;
    }
}
