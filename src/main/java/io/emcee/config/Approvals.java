package io.emcee.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose consent a target wants before it is changed.
 *
 * @param required how many others must have approved a plan, at least 0
 * @param signers a file of allowed signers, as {@code ssh-keygen} reads it; then every approval must be signed
 */
public record Approvals(int required, Optional<Path> signers) {
    /** What holds without a word in the configuration. */
    public static final Approvals NONE = new Approvals(0, Optional.empty());
}
