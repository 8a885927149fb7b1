package io.emcee.database;

/** A secret that cannot be printed by accident: only this package sees its characters. */
public final class Password {
    private final String characters;

    public Password(String characters) {
        this.characters = characters;
    }

    String reveal() {
        return characters;
    }

    /** Always {@code (hidden)}. */
    @Override
    public String toString() {
        return "(hidden)";
    }
}
