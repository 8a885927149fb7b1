package io.emcee.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;

/** The commands as a tree of picocli's. */
record CommandTree(Context context, GlobalOptions options, Optional<Programs> programs) {
    private static final Map<String, Function<Context, Object>> DATABASE = new LinkedHashMap<>();

    static {
        DATABASE.put("version", VersionCommand::new);
        DATABASE.put("check", CheckCommand::new);
        DATABASE.put("sync", SyncCommand::new);
        DATABASE.put("upgrade", UpgradeCommand::new);
        DATABASE.put("expand", ExpandCommand::new);
        DATABASE.put("migrate", MigrateCommand::new);
        DATABASE.put("contract", ContractCommand::new);
        DATABASE.put("version_control", VersionControlCommand::new);
        DATABASE.put("release", ReleaseCommand::new);
    }

    /** Every command. */
    CommandLine whole() {
        return of(any -> true);
    }

    /**
     * The commands that a command line may mean. A quarter of a start would go into making the others; they are there
     * when help is wanted, and when the line means none of {@code db}.
     */
    CommandLine of(String... arguments) {
        Set<String> words = Set.copyOf(Arrays.asList(arguments));
        boolean leaf = words.contains("db") && DATABASE.keySet().stream().anyMatch(words::contains);
        boolean help = List.of("-h", "--help").stream().anyMatch(words::contains);
        return leaf && !help ? of(words::contains) : whole();
    }

    private CommandLine of(Predicate<String> wanted) {
        CommandLine root = new CommandLine(new RootCommand(context, options, programs));
        Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
        commands.put("db", any -> database(wanted));
        commands.put("approve", ApproveCommand::new);
        commands.put("graph", GraphCommand::new);
        commands.put("journal", any -> journal());
        commands.put("lint", LintCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("run", RunPlanCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("warmup", any -> new WarmUpCommand(programs));
        programs.ifPresent(present -> {
            commands.put("console", any -> new ConsoleCommand(context, present));
            commands.put("lab", any -> new LabCommand(context, present));
        });
        return add(root, commands, wanted);
    }

    private CommandLine database(Predicate<String> wanted) {
        return add(new CommandLine(new DatabaseCommands()), DATABASE, wanted);
    }

    private CommandLine journal() {
        CommandLine journal = new CommandLine(new JournalCommand(context));
        journal.addSubcommand("verify", new JournalVerifyCommand(context));
        journal.addSubcommand("export", new JournalExportCommand(context));
        journal.addSubcommand("report", new JournalReportCommand(context));
        return journal;
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
