package io.emcee.catalog;

/** How far a number can be trusted. */
public enum Quality {
    /** From statistics: at once, shown with {@code ~}. */
    ESTIMATE,
    EXACT
}
