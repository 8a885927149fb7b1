package io.emcee.cli;

/**
 * What commands exit with. The stages have 3 (expand), 4 (migrate) and 5 (contract), as in {@link
 * io.emcee.revision.Stage}; the ends of a run have 6 to 9, as in {@link io.emcee.engine.EngineException}.
 */
public final class ExitCode {
    /** Done, or up to date. */
    public static final int DONE = 0;

    public static final int ERROR = 1;
    /** The command line, or a name on it, is wrong. */
    public static final int USAGE = 2;
    /** A gate is closed: nothing was run. */
    public static final int GATE = 6;
    /** Somebody else works on the database. */
    public static final int BUSY = 7;
    /** Stopped, or not confirmed, before the end. */
    public static final int STOPPED = 8;
    /** What is applied is not what the revision set says. */
    public static final int DRIFT = 9;

    private ExitCode() {}
}
