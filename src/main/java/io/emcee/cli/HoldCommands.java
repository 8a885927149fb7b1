package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee hold}: rows that no purge may take. */
@Command(name = "hold", description = "Keep rows from being purged.", synopsisSubcommandLabel = "COMMAND")
final class HoldCommands {}
