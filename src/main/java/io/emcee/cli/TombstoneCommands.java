package io.emcee.cli;

import picocli.CommandLine.Command;

/** {@code emcee tombstone}: keys of purged rows, which can not be used again. */
@Command(
        name = "tombstone",
        description = "List or lift what keeps the keys of purged rows from being used again.",
        synopsisSubcommandLabel = "COMMAND")
final class TombstoneCommands {}
