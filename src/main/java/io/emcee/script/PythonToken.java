package io.emcee.script;

/**
 * A word, a string or a sign of Python source.
 *
 * @param text of a string its value, else as it is written
 * @param begin where it begins in the source
 * @param end behind its last character
 * @param line from 1
 */
record PythonToken(Kind kind, String text, int begin, int end, int line) {
    enum Kind {
        NAME,
        STRING,
        /** Its value is known only when it is run: {@code f"{name}"}, or is no text: {@code b"x"}. */
        OTHER_STRING,
        NUMBER,
        SIGN
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
    }

    boolean name() {
        return kind == Kind.NAME;
    }
}
