package io.emcee.lint;

/** A statement does not have the form that the grammar knows. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String sentence) {
        super(sentence, null, false, false);
    }
}
