package io.emcee.lab;

/** The lab cannot be opened as asked; the message is one sentence for the operator, with the remedy. */
public final class LabUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabUnusable(String sentence) {
        super(sentence);
    }

    LabUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
