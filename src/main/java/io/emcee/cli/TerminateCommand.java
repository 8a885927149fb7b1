package io.emcee.cli;

import io.emcee.catalog.SessionAct;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emcee session terminate}: its JSON is that of {@link Signalling}. */
@Command(name = "terminate", description = "End a session; its transaction is undone.")
final class TerminateCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "PID", description = "Its process id.")
    private int pid;

    TerminateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Signalling(context, context.session()).run(SessionAct.TERMINATE, pid);
    }
}
