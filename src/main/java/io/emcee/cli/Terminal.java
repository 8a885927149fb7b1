package io.emcee.cli;

import io.emcee.database.Password;
import java.util.Optional;

/** Who sits in front of a command: which streams are a terminal, and what its user answers. */
public interface Terminal {
    /** Nobody: nothing is a terminal, and nothing is asked. */
    Terminal NONE = new WithoutTerminal(false, false);

    /** Somebody who watches, but cannot be asked: what needs an answer needs {@code --yes}. */
    Terminal WATCHED = new WithoutTerminal(true, false);

    /** Whether a person is there, for whom it may matter to be asked. */
    boolean attended();

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
