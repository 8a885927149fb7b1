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

    static RevisionFailed of(Step step, Exception cause) {
        String sentence = "\"" + step.title() + "\" failed: " + Failures.words(cause) + " (" + left(step)
                + "); mend the cause and run the same command again.";
        return new RevisionFailed(step.id(), sentence, cause);
    }

    private static String left(Step step) {
        return switch (step.kind()) {
            case TRANSACTION -> "nothing of it is applied";
            case STATEMENT -> "what it left is put right next time";
            case ROWS -> "finished batches are kept";
        };
    }

    public RevisionId revision() {
        return revision;
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
