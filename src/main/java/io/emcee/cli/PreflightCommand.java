package io.emcee.cli;

import io.emcee.engine.Check.State;
import io.emcee.engine.Operation;
import io.emcee.engine.Preflight;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emcee preflight}: what is around the database; its JSON is that of {@link PreflightPrinter}. */
@Command(
        name = "preflight",
        description = "Say what is in the way of a phase, or to be known before it; changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing stops the phase", "6:something is red, and the phase would be refused"})
final class PreflightCommand implements Callable<Integer> {
    /** What there is to ask about. */
    enum Phase {
        EXPAND(Operation.EXPAND),
        MIGRATE(Operation.MIGRATE),
        CONTRACT(Operation.CONTRACT);

        private final Operation operation;

        Phase(Operation operation) {
            this.operation = operation;
        }
    }

    private final Context context;

    @Parameters(
            arity = "0..1",
            paramLabel = "expand|migrate|contract",
            description = "Default: all that is left to do.")
    private Optional<Phase> phase = Optional.empty();

    PreflightCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Operation operation = phase.map(named -> named.operation).orElse(Operation.UPGRADE);
        Preflight preflight = context.session().engine().preflight(operation, Optional.empty());
        new PreflightPrinter(context.output()).print(preflight);
        return preflight.worst() == State.RED ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
