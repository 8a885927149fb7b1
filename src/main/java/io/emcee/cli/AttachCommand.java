package io.emcee.cli;

import io.emcee.run.RunRow;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emcee attach}: shows a run as it goes on, from wherever it was started; its JSON is that of the run. */
@Command(
        name = "attach",
        description = "Show a run as it goes on, wherever it was started; ends with it, as it does. Ctrl-C leaves it.")
final class AttachCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Its number; without it the one that goes on. See: emcee runs")
    private Optional<Long> id = Optional.empty();

    AttachCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        RunRow run = id.map(number -> RunArgument.find(session, number)).orElseGet(() -> going(session));
        return new Attaching(context, session).follow(run.id());
    }

    private static RunRow going(Session session) {
        return session.engine()
                .runs()
                .going()
                .orElseThrow(() -> new Refusal(
                        ExitCode.ERROR, "No run goes on at \"" + session.name() + "\"; list all of them: emcee runs"));
    }
}
