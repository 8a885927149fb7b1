package io.emcee.cli;

import io.emcee.engine.Drains;
import io.emcee.engine.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code emcee drain stop}: takes the traps away. As JSON the kind {@code drain_stopped} with the keys {@code traps} and
 * {@code sentence}.
 */
@Command(name = "stop", description = "Take every trap away, with what it has recorded.")
final class DrainStopCommand implements Callable<Integer> {
    private final Context context;

    DrainStopCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        if (context.options().dryRun) {
            return print(List.of(), "Would take every trap away.");
        }
        StopSignal stop = new StopSignal();
        List<String> traps = new ArrayList<>();
        Drains drains = session.engine().drains();
        context.surroundings()
                .interrupts()
                .during(() -> traps.addAll(drains.stop(context.output()::note, stop)), stop::request);
        return print(
                traps,
                traps.isEmpty() ? "There is no trap." : "Took the traps away from " + String.join(", ", traps) + ".");
    }

    private int print(List<String> traps, String sentence) {
        context.output().result(sentence, "drain_stopped", Map.of("traps", traps, "sentence", sentence));
        return ExitCode.DONE;
    }
}
