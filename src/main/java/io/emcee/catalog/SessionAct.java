package io.emcee.catalog;

/** What can be done to somebody else's session. */
public enum SessionAct {
    /** Cancels the statement that it runs; its client gets an error and may go on. */
    CANCEL("cancel"),
    /** Ends the session; its transaction is undone. */
    TERMINATE("terminate");

    private final String word;

    SessionAct(String word) {
        this.word = word;
    }

    /** The word for command lines and JSON. */
    public String word() {
        return word;
    }
}
