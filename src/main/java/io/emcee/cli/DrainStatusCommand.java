package io.emcee.cli;

import io.emcee.engine.Drain;
import io.emcee.engine.Witness;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code emcee drain status}: what the witnesses say. As JSON the kind {@code drain} with the keys of {@link Drain#facts}. */
@Command(
        name = "status",
        description = "Say what the three witnesses know of old clients; changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:old clients are gone, as far as anybody knows", "6:they are not, or nobody knows yet"})
final class DrainStatusCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    DrainStatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Drain drain = context.session().engine().drains().look(version.get());
        if (context.output().json()) {
            context.output().object("drain", drain.facts());
        } else {
            drain.witnesses().forEach(this::print);
        }
        return drain.open() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void print(Witness witness) {
        // red     writes      glance-api/13 (role "glance", 10.0.0.1) wrote public.images.is_public 10 s ago
        context.output()
                .line(String.format(
                        Locale.ROOT,
                        "%-6s  %-10s  %s",
                        witness.state().word(),
                        witness.kind().word(),
                        witness.saw()));
        witness.remedy().forEach(line -> context.output().line(" ".repeat(20) + "do: " + line));
    }
}
