package io.emcee.cli;

/** What commands start but do not contain; filled in where the program is wired. */
public interface Programs {
    /** Opens the console on a database, and returns when its user has left it. The result is the exit code. */
    int console(ConsoleStart start);

    /** Opens the lab with its console, and returns when its user has left it. The result is the exit code. */
    int lab(LabStart start);

    /** The same programs on a screen that nobody sees; the console ends after its first frame. */
    Programs rehearsed();
}
