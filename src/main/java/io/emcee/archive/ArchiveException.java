package io.emcee.archive;

import java.nio.file.Path;

/** An archive cannot be written, read or restored; one sentence for the operator. */
public class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String sentence) {
        super(sentence);
    }

    ArchiveException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What a file system said of a file or folder. */
    static ArchiveException of(String what, Path path, Exception cause, String remedy) {
        return new ArchiveException(what + " \"" + path + "\": " + FileFailure.words(cause) + "; " + remedy, cause);
    }

    /** What a command that ends this way exits with. */
    public int exitCode() {
        return 1;
    }
}
