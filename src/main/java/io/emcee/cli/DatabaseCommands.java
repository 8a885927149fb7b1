package io.emcee.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code emcee db}: what works on a database's revisions. */
@Command(
        name = "db",
        description = "Look at a database's version, and upgrade it.",
        synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommands {
    CommandLine tree(Context context) {
        return new CommandLine(this)
                .addSubcommand(new VersionCommand(context))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new SyncCommand(context))
                .addSubcommand(new UpgradeCommand(context))
                .addSubcommand(new ExpandCommand(context))
                .addSubcommand(new MigrateCommand(context))
                .addSubcommand(new ContractCommand(context))
                .addSubcommand(new ReleaseCommand(context));
    }
}
