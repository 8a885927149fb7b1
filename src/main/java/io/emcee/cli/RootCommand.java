package io.emcee.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code emcee} alone: the console, or where no database is configured the offer of the lab. */
final class RootCommand implements Callable<Integer> {
    private static final String NOTHING = "No database is configured; to try emcee on one of its own, run: emcee lab";

    private static final List<String> EXIT_CODES = List.of(
            "done, or up to date",
            "error",
            "wrong use of the command line",
            "db check: run expand",
            "db check: run migrate",
            "db check: run contract",
            "a gate is closed, nothing was run",
            "somebody else works on the database",
            "stopped before the end",
            "what is applied is not what the revision set says");

    private final Context context;
    private final Optional<Programs> programs;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("emcee");

    RootCommand(Context context, Optional<Programs> programs) {
        this.context = context;
        this.programs = programs;
    }

    /** Described by picocli's model, as are the options: its annotations take long to read. */
    CommandSpec spec() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        EXIT_CODES.forEach(meaning -> exitCodes.put(String.valueOf(exitCodes.size()), meaning));
        spec.usageMessage()
                .description(
                        "Expand-Migrate-Contract upgrades of PostgreSQL databases. Without a command: the console.")
                .sortOptions(false)
                .synopsisSubcommandLabel("[COMMAND]")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes);
        context.options().addTo(spec);
        spec.addOption(OptionSpec.builder("--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Print which emcee this is.")
                .build());
        return spec.version(version());
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
    private static String[] version() {
        return new String[] {
            "emcee " + Release.version(),
            "Java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vm.name")
        };
    }
}
