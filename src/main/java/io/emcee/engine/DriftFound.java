package io.emcee.engine;

import java.util.List;
import java.util.Optional;

/** What is applied is not what the revision set says. */
public final class DriftFound extends EngineException {
    private static final long serialVersionUID = 1L;

    DriftFound(String sentence) {
        super(sentence);
    }

    /** The first of some differences, and how many more there are; empty for none. */
    static Optional<EngineException> of(List<String> drift) {
        if (drift.isEmpty()) {
            return Optional.empty();
        }
        String more = drift.size() > 1 ? " (and " + (drift.size() - 1) + " more; see emcee db check)" : "";
        return Optional.of(new DriftFound(drift.get(0) + more));
    }

    @Override
    public int exitCode() {
        return 9;
    }
}
