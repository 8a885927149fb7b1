package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee session}: what is done to another session. */
@Command(
        name = "session",
        description = "Cancel the statement of another session, or end the session.",
        synopsisSubcommandLabel = "COMMAND")
final class SessionCommands {}
