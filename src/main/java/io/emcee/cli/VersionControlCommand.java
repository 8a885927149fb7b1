package io.emcee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee db version_control}: takes under control what another tool has managed; its JSON is that of {@link Adopting}. */
@Command(
        name = "version_control",
        description = "Take a database under control that another tool has managed: its version is read from"
                + " alembic_version or migrate_version, or said by you where there is neither.")
final class VersionControlCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    VersionControlCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        new Adopting(context, context.session()).adopt(version.get());
        return ExitCode.DONE;
    }
}
