package io.emcee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code emcee console}: the full screen. */
@Command(name = "console", description = "Open the full-screen console, as emcee alone does.")
final class ConsoleCommand implements Callable<Integer> {
    private final Context context;
    private final Programs programs;

    ConsoleCommand(Context context, Programs programs) {
        this.context = context;
        this.programs = programs;
    }

    @Override
    public Integer call() {
        return start(context.findForScreen().orElseThrow(Context::nothing));
    }

    int start(Session session) {
        context.needTerminal();
        return programs.console(new ConsoleStart(session, context.look()));
    }
}
