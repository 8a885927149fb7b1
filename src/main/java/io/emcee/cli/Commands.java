package io.emcee.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** All commands. One object for each command line that is run. */
public final class Commands {
    private final GlobalOptions options = new GlobalOptions();
    private final Context context;
    private final Optional<Programs> programs;

    /** @param programs without them the commands that need them do not exist */
    public Commands(Surroundings surroundings, Optional<Programs> programs) {
        this.context = new Context(surroundings, options);
        this.programs = programs;
    }

    /** Runs one command line to its end, also a failing one, and answers the exit code; throws nothing. */
    public int run(String... arguments) {
        try {
            int code = tree().execute(arguments);
            context.warning().ifPresent(context.output()::note);
            return code;
        } catch (RuntimeException | Error failed) {
            return fail(failed);
        } finally {
            context.surroundings().out().flush();
            context.surroundings().err().flush();
        }
    }

    private CommandLine tree() {
        CommandLine root = new CommandLine(new RootCommand(context, options, programs))
                .addSubcommand(new DatabaseCommands().tree(context))
                .addSubcommand(new GraphCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new WarmUpCommand(programs));
        programs.ifPresent(present -> root.addSubcommand(new ConsoleCommand(context, present))
                .addSubcommand(new LabCommand(context, present)));
        return root.setOut(writer(context.surroundings().out()))
                .setErr(writer(context.surroundings().err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failed, command, parsed) -> fail(failed))
                .setParameterExceptionHandler((wrong, all) -> misused(wrong, all));
    }

    private int fail(Throwable failed) {
        Failure failure = Failure.of(failed);
        context.output().failure(failure, options.verbose);
        return failure.exitCode();
    }

    /** The options are not to be trusted here: reading them has failed. */
    private int misused(ParameterException wrong, String[] all) {
        options.json = Arrays.asList(all).contains("--json");
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName(" ");
        String sentence = String.valueOf(wrong.getMessage())
                .replaceAll("\\s*\\n\\s*", " ")
                .replaceFirst("\\.$", "");
        return fail(new Refusal(ExitCode.USAGE, sentence + "; see: " + command + " --help"));
    }

    private Ansi ansi() {
        return context.look().colours() && context.terminal().showsOutput() ? Ansi.ON : Ansi.OFF;
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
