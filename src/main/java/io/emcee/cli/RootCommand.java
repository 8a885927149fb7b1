package io.emcee.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code emcee} alone: the console, or where no database is configured the offer of the lab. */
@Command(
        name = "emcee",
        description = "Expand-Migrate-Contract upgrades of PostgreSQL databases. Without a command: the console.",
        versionProvider = RootCommand.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or up to date",
            "1:error",
            "2:wrong use of the command line",
            "3:db check: run expand",
            "4:db check: run migrate",
            "5:db check: run contract",
            "6:a gate is closed, nothing was run",
            "7:somebody else works on the database",
            "8:stopped before the end",
            "9:what is applied is not what the revision set says"
        })
final class RootCommand implements Callable<Integer> {
    private static final String NOTHING = "No database is configured; to try emcee on one of its own, run: emcee lab";

    @Mixin
    final GlobalOptions options;

    @Option(names = "--version", versionHelp = true, description = "Print which emcee this is.")
    boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Context context;
    private final Optional<Programs> programs;

    RootCommand(Context context, GlobalOptions options, Optional<Programs> programs) {
        this.context = context;
        this.options = options;
        this.programs = programs;
    }

    @Override
    public Integer call() {
        if (programs.isEmpty()) {
            spec.commandLine().usage(spec.commandLine().getErr());
            return ExitCode.USAGE;
        }
        Optional<Session> session = context.findForScreen();
        return session.isPresent()
                ? new ConsoleCommand(context, programs.get()).start(session.get())
                : offerLab(programs.get());
    }

    private int offerLab(Programs present) {
        if (!context.terminal().asks() || !context.terminal().showsOutput()) {
            throw new Refusal(ExitCode.USAGE, NOTHING);
        }
        context.output().note(NOTHING);
        boolean wanted = context.options().yes
                || context.terminal()
                        .answer("Open the lab? [Y/n]")
                        .filter(answer -> List.of("", "y", "yes").contains(answer.toLowerCase(Locale.ROOT)))
                        .isPresent();
        return wanted ? new LabCommand(context, present).call() : ExitCode.USAGE;
    }

    /** {@code emcee 0.1.0} and the Java it runs on. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "emcee " + Release.version(),
                "Java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
