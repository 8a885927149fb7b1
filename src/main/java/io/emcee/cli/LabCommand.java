package io.emcee.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code emcee lab}: the console on a database of emcee's own. */
@Command(name = "lab", description = "Open the console on a PostgreSQL of its own, with data to try an upgrade on.")
final class LabCommand implements Callable<Integer> {
    private final Context context;
    private final Programs programs;

    @Option(names = "--fresh", description = "Begin with new data.")
    private boolean fresh;

    @Option(names = "--images", paramLabel = "N", description = "How many images new data has; 20000 by default.")
    private Optional<Integer> images = Optional.empty();

    LabCommand(Context context, Programs programs) {
        this.context = context;
        this.programs = programs;
    }

    @Override
    public Integer call() {
        if (images.filter(count -> count < 1).isPresent()) {
            throw new Refusal(ExitCode.USAGE, "--images must be at least 1; see: emcee lab --help");
        }
        context.needTerminal();
        OptionalInt count = images.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return programs.lab(new LabStart(fresh, count, context.configuration(), context.look()));
    }
}
