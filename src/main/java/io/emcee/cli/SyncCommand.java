package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db sync}: as upgrade, also on an empty database. */
@Command(name = "sync", description = "Bring a database, also an empty one, up to a version or to the newest.")
final class SyncCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    SyncCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session()).run(Operation.SYNC, version.get());
    }
}
