package io.emcee.cli;

import picocli.CommandLine.Option;

/** Whether a command leaves its run as soon as it has begun. */
final class Detach {
    @Option(
            names = "--detach",
            description = "Start the run in a process of its own, print its number, and leave it; see: emcee attach")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
