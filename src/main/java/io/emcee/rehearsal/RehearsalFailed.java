package io.emcee.rehearsal;

import io.emcee.engine.EngineException;
import io.emcee.engine.Failures;
import java.sql.SQLException;

/** No rehearsal could be held, or its copy is still there; nothing is said of the plan. */
public final class RehearsalFailed extends EngineException {
    private static final long serialVersionUID = 1L;

    RehearsalFailed(String sentence) {
        super(sentence);
    }

    RehearsalFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The server that has the copy failed where no statement of the plan was run. */
    static RehearsalFailed of(String database, SQLException cause) {
        return new RehearsalFailed(
                "The rehearsal of \"" + database + "\" ended: " + Failures.words(cause)
                        + "; mend the cause and run it again.",
                cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
