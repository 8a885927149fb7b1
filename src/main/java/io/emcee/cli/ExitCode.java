package io.emcee.cli;

/**
 * What commands exit with. The stages have 3 (expand), 4 (migrate) and 5 (contract), as in {@link
 * io.emcee.revision.Stage}; the ends of a run have 6 to 9, as in {@link io.emcee.engine.EngineException}.
 */
final class ExitCode {
    /** Done, or up to date. */
    static final int DONE = 0;

    static final int ERROR = 1;
    /** The command line, or a name on it, is wrong. */
    static final int USAGE = 2;
    /** Somebody else works on the database. */
    static final int BUSY = 7;
    /** Stopped, or not confirmed, before the end. */
    static final int STOPPED = 8;
    /** What is applied is not what the revision set says. */
    static final int DRIFT = 9;

    private ExitCode() {}
}
