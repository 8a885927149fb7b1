package io.emcee.engine;

import io.emcee.revision.RevisionId;

/** A revision could not be applied. */
public final class RevisionFailed extends EngineException {
    private static final long serialVersionUID = 1L;

    private final RevisionId revision;

    RevisionFailed(RevisionId revision, String sentence, Throwable cause) {
        super(sentence, cause);
        this.revision = revision;
    }

    public RevisionId revision() {
        return revision;
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
