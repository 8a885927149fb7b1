package io.emcee.cli;

import io.emcee.engine.Operation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db upgrade}: all phases up to a version. */
@Command(name = "upgrade", description = "Run expand, migrate and contract up to a version, or to the newest.")
final class UpgradeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    @Mixin
    private final Detach detach = new Detach();

    UpgradeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Running(context, context.session(), detach).run(Operation.UPGRADE, version.get());
    }
}
