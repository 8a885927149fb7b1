package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee drain}: whether the clients of the release before a contract are gone. */
@Command(
        name = "drain",
        description = "Find out whether the clients of the release before are gone, ahead of a contract.",
        synopsisSubcommandLabel = "COMMAND")
final class DrainCommands {}
