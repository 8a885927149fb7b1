package io.emcee.cli;

import io.emcee.database.Password;
import java.util.Optional;

/** Asks nothing. */
record WithoutTerminal(boolean attended, boolean showsOutput) implements Terminal {
    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public boolean showsErrors() {
        return false;
    }

    @Override
    public Optional<String> answer(String question) {
        return Optional.empty();
    }

    @Override
    public Optional<Password> password(String question) {
        return Optional.empty();
    }
}
