package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee archive}: what purges have kept. */
@Command(
        name = "archive",
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the archives of purges; needs no database. See emcee restore for the way back.")
final class ArchiveCommands {}
