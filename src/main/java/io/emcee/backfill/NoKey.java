package io.emcee.backfill;

/** The key of a data migration cannot be walked. */
public final class NoKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoKey(Work work) {
        super("The data migration \"" + work.revision() + "\" cannot walk the table \"" + work.table() + "\" by "
                + Backfill.names(work.key())
                + ": there is no valid unique index on exactly these columns in this order, all of them NOT NULL;"
                + " name such a key in the revision, or create one.");
    }
}
