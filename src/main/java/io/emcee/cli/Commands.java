package io.emcee.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** All commands. One object for each command line that is run. */
public final class Commands {
    private final GlobalOptions options = new GlobalOptions();
    private final Context context;
    private final CommandTree tree;

    private Commands(Surroundings surroundings, Optional<Programs> programs, Optional<Session> session) {
        this.context = new Context(surroundings, options, session);
        this.tree = new CommandTree(context, programs);
    }

    /**
     * The commands of this process.
     *
     * @param programs without them the commands that need them do not exist
     */
    public static Commands of(Surroundings surroundings, Optional<Programs> programs) {
        return new Commands(surroundings, programs, Optional.empty());
    }

    /** The commands that work on one database, whatever their options say; without those that open a screen. */
    public static Commands on(Session session, Surroundings surroundings) {
        return new Commands(surroundings, Optional.empty(), Optional.of(session));
    }

    /** The lines that the beginning of a line may become: its last word as a command or as an option. */
    public List<String> complete(String line) {
        return new Completion(tree.whole().getCommandSpec()).of(line);
    }

    /** Runs one command line to its end, also a failing one, and answers the exit code; throws nothing. */
    public int run(String... arguments) {
        try {
            int code = execute(configured(tree.of(arguments)), arguments);
            context.warning().ifPresent(context.output()::note);
            return code;
        } catch (RuntimeException | Error failed) {
            return fail(failed);
        } finally {
            context.close();
            context.surroundings().out().flush();
            context.surroundings().err().flush();
        }
    }

    /**
     * As picocli's own {@code execute}, without its handlers of exceptions: whoever implements one of those interfaces
     * keeps them out of the class-data archive, because of the old format they are in.
     */
    private int execute(CommandLine configured, String... arguments) {
        try {
            return configured.getExecutionStrategy().execute(configured.parseArgs(arguments));
        } catch (ParameterException wrong) {
            return misused(wrong, arguments);
        } catch (ExecutionException failed) {
            return fail(Optional.ofNullable(failed.getCause()).orElse(failed));
        }
    }

    private CommandLine configured(CommandLine tree) {
        return tree.setOut(writer(context.surroundings().out()))
                .setErr(writer(context.surroundings().err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true);
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

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
