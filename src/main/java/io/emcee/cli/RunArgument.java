package io.emcee.cli;

import io.emcee.run.RunRow;
import picocli.CommandLine.Parameters;

/** The run that a command is about, by its number. */
final class RunArgument {
    @Parameters(paramLabel = "RUN", description = "Its number; see: emcee runs")
    private long id;

    /**
     * The run.
     *
     * @throws Refusal when there is none of that number
     */
    RunRow find(Session session) {
        return find(session, id);
    }

    /** As {@link #find(Session)}. */
    static RunRow find(Session session, long id) {
        return session.engine()
                .runs()
                .find(id)
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "The database \"" + session.name() + "\" has no run " + id + "; list them: emcee runs"));
    }
}
