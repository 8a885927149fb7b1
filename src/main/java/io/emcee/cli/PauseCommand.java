package io.emcee.cli;

import io.emcee.run.Wanted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee pause}: lets a run wait; its JSON is that of {@link Steering}. */
@Command(
        name = "pause",
        description = "Let a run wait, after its batch or step; it holds no lock then, and its database stays its own.")
final class PauseCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final RunArgument run = new RunArgument();

    PauseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        return new Steering(context, session).want(run.find(session), Wanted.PAUSE);
    }
}
