package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee db}: what works on a database's revisions. */
@Command(
        name = "db",
        description = "Look at a database's version, and upgrade it.",
        synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommands {}
