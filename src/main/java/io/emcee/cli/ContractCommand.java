package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emcee db contract}: the old schema goes, for good. */
@Command(name = "contract", description = "Remove what only the old release used; there is no way back.")
final class ContractCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "REV", description = "Stop at this revision, release or alias.")
    private Optional<String> revision = Optional.empty();

    @Mixin
    private final Detach detach = new Detach();

    ContractCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session(), detach).run(Operation.CONTRACT, revision);
    }
}
