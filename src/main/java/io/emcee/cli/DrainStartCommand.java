package io.emcee.cli;

import io.emcee.engine.Drains;
import io.emcee.engine.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code emcee drain start}: sets the traps. As JSON the kind {@code drain_started} with the keys {@code traps} and
 * {@code sentence}.
 */
@Command(
        name = "start",
        description = "Put a trap on every table and column that the contracts drop, which records who writes it as old"
                + " clients do; the quiet time begins. A trap waits for its lock in short attempts.")
final class DrainStartCommand implements Callable<Integer> {
    private static final String NOTHING = "No contract that is left drops something that clients could write.";

    private final Context context;

    @Mixin
    private final VersionArgument version = new VersionArgument();

    DrainStartCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        if (context.options().dryRun) {
            List<String> guarded = session.engine().drains().look(version.get()).guarded();
            return print(
                    guarded, guarded.isEmpty() ? NOTHING : "Would set traps on " + String.join(", ", guarded) + ".");
        }
        StopSignal stop = new StopSignal();
        List<String> traps = new ArrayList<>();
        Drains drains = session.engine().drains();
        context.surroundings()
                .interrupts()
                .during(() -> traps.addAll(drains.start(version.get(), context.output()::note, stop)), stop::request);
        return print(
                traps,
                traps.isEmpty()
                        ? NOTHING
                        : "Traps stand on " + String.join(", ", traps) + "; the quiet time has begun.");
    }

    private int print(List<String> traps, String sentence) {
        context.output().result(sentence, "drain_started", Map.of("traps", traps, "sentence", sentence));
        return ExitCode.DONE;
    }
}
