package io.emcee.cli;

import io.emcee.config.Configuration;
import java.util.OptionalInt;

/**
 * What the lab starts with.
 *
 * @param fresh whether to begin with new data
 * @param images how many, at least 1; empty for the lab's own choice
 */
public record LabStart(boolean fresh, OptionalInt images, Configuration configuration, Look look) {}
