package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emcee db migrate}: rows from the old shape to the new. */
@Command(name = "migrate", description = "Fill the new columns and tables, in batches, while services run.")
final class MigrateCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "REV", description = "Stop at this revision, release or alias.")
    private Optional<String> revision = Optional.empty();

    @Mixin
    private final Detach detach = new Detach();

    MigrateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session(), detach).run(Operation.MIGRATE, revision);
    }
}
