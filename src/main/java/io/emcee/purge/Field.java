package io.emcee.purge;

import java.util.Optional;

/**
 * One value of a row in full. Not fit for a terminal: see {@link Visible}.
 *
 * @param type as PostgreSQL writes it
 * @param value empty for NULL
 */
public record Field(String name, String type, Optional<String> value) {}
