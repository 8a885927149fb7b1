package io.emcee.catalog;

/**
 * A column.
 *
 * @param type as SQL writes it, {@code character varying(36)}
 */
public record Column(String name, String type) {}
