package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emcee db expand}: new schema beside the old. */
@Command(name = "expand", description = "Add what the new release needs, beside what the old one uses.")
final class ExpandCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "REV", description = "Stop at this revision, release or alias.")
    private Optional<String> revision = Optional.empty();

    @Mixin
    private final Detach detach = new Detach();

    ExpandCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session(), detach).run(Operation.EXPAND, revision);
    }
}
