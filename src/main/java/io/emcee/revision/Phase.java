package io.emcee.revision;

import java.util.Arrays;
import java.util.Locale;

/** Where a revision stands in a cycle: on the trunk before the branches split, or in one of the three phases. */
public enum Phase {
    BASE,
    EXPAND,
    MIGRATE,
    CONTRACT;

    /** The word used on screens, in files and on the command line: {@code expand}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The phase that a word names.
     *
     * @throws IllegalArgumentException when no phase has that word
     */
    public static Phase of(String word) {
        return Arrays.stream(values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a phase: \"" + word + "\""));
    }

    /** Whether revisions of this phase change the schema; those of migrate change rows. */
    public boolean changesSchema() {
        return this != MIGRATE;
    }
}
