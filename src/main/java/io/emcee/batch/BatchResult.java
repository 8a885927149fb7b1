package io.emcee.batch;

/**
 * What one batch did.
 *
 * @param changed rows changed, exactly
 * @param last whether no further row is left to walk over
 */
public record BatchResult(long changed, boolean last) {}
