package io.emcee.cli;

import java.util.Optional;

/**
 * What the command line says of colours; it wins over the configuration.
 *
 * @param theme by its name
 * @param colours false when none are wanted
 */
public record Look(Optional<String> theme, boolean colours) {}
