package io.emcee.engine;

import java.util.Optional;

/**
 * What an operator says to the gates of a run.
 *
 * @param overrules those that are opened against what emcee finds
 * @param backup the way back, already looked at
 * @param walk whether the operator goes step by step and can be asked; a script is warned where it is not told otherwise
 */
public record Answers(Overrules overrules, Optional<Backup> backup, boolean walk) {
    /** Of a script that says nothing. */
    public static final Answers NONE = new Answers(Overrules.NONE, Optional.empty(), false);
}
