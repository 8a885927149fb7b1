package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db sync}: as upgrade, also on an empty database and one that another tool has managed. */
@Command(
        name = "sync",
        description = "Bring a database up to a version or to the newest, also an empty one and one of another tool.")
final class SyncCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    @Mixin
    private final Detach detach = new Detach();

    SyncCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session(), detach).run(Operation.SYNC, version.get());
    }
}
