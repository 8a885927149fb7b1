package io.emcee.cli;

import io.emcee.run.Wanted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee stop}: ends a run; its JSON is that of {@link Steering}. */
@Command(
        name = "stop",
        description =
                "Stop a run: a data migration after its batch, any other statement at once. What is done is kept.")
final class StopCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final RunArgument run = new RunArgument();

    StopCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        return new Steering(context, session).want(run.find(session), Wanted.STOP);
    }
}
