package io.emcee.archive;

/** Rows of an archive cannot return to the database as it is; nothing was changed. */
public final class RestoreRefused extends ArchiveException {
    private static final long serialVersionUID = 1L;

    RestoreRefused(String sentence) {
        super(sentence);
    }

    RestoreRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
