package io.emcee.rehearsal;

/** How what was measured of a statement compares with what the linter says of it. */
public enum Agreement {
    SAME("as the linter says"),
    DIFFERENT("not what the linter says"),
    /** The linter does not understand the statement, so that only the measurement tells. */
    NOT_UNDERSTOOD("the linter does not understand the statement"),
    /** The statement runs outside of transactions and was too short to be watched. */
    NOT_SEEN("over before its locks could be read");

    private final String words;

    Agreement(String words) {
        this.words = words;
    }

    /** Half a sentence. */
    public String words() {
        return words;
    }
}
