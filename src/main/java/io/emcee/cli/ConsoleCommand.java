package io.emcee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code emcee console}: the full screen. */
final class ConsoleCommand implements Callable<Integer> {
    private final Context context;
    private final Programs programs;

    ConsoleCommand(Context context, Programs programs) {
        this.context = context;
        this.programs = programs;
    }

    CommandSpec spec() {
        return CommandTree.described(this, "console", "Open the full-screen console, as emcee alone does.");
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
