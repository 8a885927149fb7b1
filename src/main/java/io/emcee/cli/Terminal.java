package io.emcee.cli;

import io.emcee.database.Password;
import java.util.Optional;

/** Who sits in front of a command: which streams are a terminal, and what its user answers. */
public interface Terminal {
    /** Nobody: nothing is a terminal, and nothing is asked. */
    Terminal NONE = new Terminal() {
        @Override
        public boolean asks() {
            return false;
        }

        @Override
        public boolean showsOutput() {
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
    };

    /** Whether questions may be asked: standard input and standard error are terminals. Output may be piped. */
    boolean asks();

    /** Whether standard output is a terminal. */
    boolean showsOutput();

    /** Whether standard error is a terminal. */
    boolean showsErrors();

    /** One line typed by the user, stripped; empty when the input has ended. Only while {@link #asks}. */
    Optional<String> answer(String question);

    /** A line typed without being shown; empty when nothing was typed or it cannot be hidden. */
    Optional<Password> password(String question);
}
