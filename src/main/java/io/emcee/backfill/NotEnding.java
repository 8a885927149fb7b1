package io.emcee.backfill;

/** A data migration whose statement does not make its own pending condition false. */
public final class NotEnding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEnding(Work work, long pending) {
        super("The data migration \"" + work.revision() + "\" leaves "
                + (pending > 10_000 ? "more than 10,000" : pending)
                + " rows of \"" + work.table() + "\" pending (" + work.pending()
                + ") however often it runs; look at those rows, and mend them or the revision's statement.");
    }
}
