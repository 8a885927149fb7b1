package io.emcee.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands as a tree of picocli's. */
record CommandTree(Context context, Optional<Programs> programs) {
    private static final Map<String, Function<Context, Object>> DATABASE = new LinkedHashMap<>();

    static {
        // Else picocli looks for Groovy, which opens every jar of the class path.
        System.setProperty("picocli.disable.closures", "true");
        DATABASE.put("version", context -> new VersionCommand(context).spec());
        DATABASE.put("check", CheckCommand::new);
        DATABASE.put("sync", SyncCommand::new);
        DATABASE.put("upgrade", UpgradeCommand::new);
        DATABASE.put("expand", ExpandCommand::new);
        DATABASE.put("migrate", MigrateCommand::new);
        DATABASE.put("contract", ContractCommand::new);
        DATABASE.put("purge", DbPurgeCommand::new);
        DATABASE.put("purge_images_table", DbPurgeImagesCommand::new);
        DATABASE.put("version_control", VersionControlCommand::new);
        DATABASE.put("repair", RepairCommand::new);
        DATABASE.put("release", ReleaseCommand::new);
    }

    /** Every command. */
    CommandLine whole() {
        return of(any -> true);
    }

    /**
     * The commands that a command line may mean. A third of a start would go into making the others; they are there when
     * help is wanted, and when the line means none of {@code db}.
     */
    CommandLine of(String... arguments) {
        Set<String> words = new HashSet<>(Arrays.asList(arguments));
        boolean leaf = !words.contains("db") || !Collections.disjoint(words, DATABASE.keySet());
        boolean help = words.contains("-h") || words.contains("--help");
        return leaf && !help ? of(words::contains) : whole();
    }

    private CommandLine of(Predicate<String> wanted) {
        CommandLine root = new CommandLine(new RootCommand(context, programs).spec());
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("db", any -> database(wanted));
        commands.put("approve", ApproveCommand::new);
        commands.put("archive", any -> archive());
        commands.put("attach", AttachCommand::new);
        commands.put("drain", any -> drain());
        commands.put("events", EventsCommand::new);
        commands.put("graph", GraphCommand::new);
        commands.put("hold", any -> holds());
        commands.put("journal", any -> journal());
        commands.put("lint", LintCommand::new);
        commands.put("pause", PauseCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("preflight", PreflightCommand::new);
        commands.put("purge", PurgeCommand::new);
        commands.put("rehearse", RehearseCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("run", RunPlanCommand::new);
        commands.put("runs", RunsCommand::new);
        commands.put("session", any -> sessions());
        commands.put("status", StatusCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("tombstone", any -> tombstones());
        commands.put("tune", TuneCommand::new);
        commands.put("warmup", any -> new WarmUpCommand(programs));
        commands.put("worker", WorkerCommand::new);
        programs.ifPresent(present -> {
            commands.put("console", any -> new ConsoleCommand(context, present).spec());
            commands.put("lab", any -> new LabCommand(context, present));
        });
        return add(root, commands, wanted);
    }

    private CommandLine database(Predicate<String> wanted) {
        CommandSpec group = described(this, "db", "Look at a database's version, and upgrade it.");
        group.usageMessage().synopsisSubcommandLabel("COMMAND");
        return add(new CommandLine(group), DATABASE, wanted);
    }

    /**
     * A command without options of its own, for those whose start matters most: a tenth of it would go into reading
     * picocli's annotations, which say the same.
     */
    static CommandSpec described(Object command, String name, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage().description(description);
        return spec;
    }

    private CommandLine sessions() {
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("cancel", CancelCommand::new);
        commands.put("terminate", TerminateCommand::new);
        return add(new CommandLine(new SessionCommands(context)), commands, any -> true);
    }

    private CommandLine drain() {
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("start", DrainStartCommand::new);
        commands.put("status", DrainStatusCommand::new);
        commands.put("stop", DrainStopCommand::new);
        return add(new CommandLine(new DrainCommands()), commands, any -> true);
    }

    private CommandLine holds() {
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("add", HoldAddCommand::new);
        commands.put("list", HoldListCommand::new);
        commands.put("lift", HoldLiftCommand::new);
        return add(new CommandLine(new HoldCommands()), commands, any -> true);
    }

    private CommandLine tombstones() {
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("list", TombstoneListCommand::new);
        commands.put("lift", TombstoneLiftCommand::new);
        return add(new CommandLine(new TombstoneCommands()), commands, any -> true);
    }

    private CommandLine journal() {
        CommandLine journal = new CommandLine(new JournalCommand(context));
        journal.addSubcommand("verify", new JournalVerifyCommand(context));
        journal.addSubcommand("export", new JournalExportCommand(context));
        journal.addSubcommand("report", new JournalReportCommand(context));
        return journal;
    }

    private CommandLine archive() {
        CommandLine archive = new CommandLine(new ArchiveCommands());
        archive.addSubcommand("verify", new ArchiveVerifyCommand(context));
        archive.addSubcommand("list", new ArchiveListCommand(context));
        archive.addSubcommand("show", new ArchiveShowCommand(context));
        return archive;
    }

    private CommandLine add(
            CommandLine group, Map<String, Function<Context, Object>> commands, Predicate<String> wanted) {
        commands.forEach((name, command) -> {
            if (wanted.test(name)) {
                group.addSubcommand(name, command.apply(context));
            }
        });
        return group;
    }
}
