package io.emcee.cli;

import io.emcee.catalog.SessionAct;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emcee session cancel}: its JSON is that of {@link Signalling}. */
@Command(name = "cancel", description = "Cancel the statement that a session runs; its client gets an error.")
final class CancelCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "PID", description = "Its process id.")
    private int pid;

    CancelCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Signalling(context, context.session()).run(SessionAct.CANCEL, pid);
    }
}
