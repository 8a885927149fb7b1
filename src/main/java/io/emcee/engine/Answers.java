package io.emcee.engine;

import java.util.List;
import java.util.Optional;

/**
 * What an operator says to the gates of a run.
 *
 * @param overrules those that are opened against what emcee finds
 * @param backup the way back, already looked at
 * @param walk whether the operator goes step by step and can be asked; a script is warned where it is not told otherwise
 * @param consents what was confirmed and approved before, for the record
 */
public record Answers(Overrules overrules, Optional<Backup> backup, boolean walk, List<Event.Consent> consents) {
    /** Of a script that says nothing. */
    public static final Answers NONE = new Answers(Overrules.NONE, Optional.empty(), false);

    public Answers {
        consents = List.copyOf(consents);
    }

    /** Without anything that was confirmed or approved. */
    public Answers(Overrules overrules, Optional<Backup> backup, boolean walk) {
        this(overrules, backup, walk, List.of());
    }
}
