package io.emcee.script;

/** A revision set was named that is neither bundled nor a folder. */
public final class UnknownRevisionSet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownRevisionSet(String sentence) {
        super(sentence);
    }
}
