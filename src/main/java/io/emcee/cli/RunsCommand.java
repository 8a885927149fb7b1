package io.emcee.cli;

import io.emcee.engine.Event;
import io.emcee.engine.RunReader;
import io.emcee.run.Result;
import io.emcee.run.RunRow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code emcee runs}: what runs on the database, and what ran. As JSON the kind {@code runs} with the key {@code runs};
 * of each the keys of {@link RunRow#facts}.
 */
@Command(
        name = "runs",
        description = "List the runs of the database: what goes on, by whom and how far, and what ended.")
final class RunsCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, the newest; 20 by default.")
    private int limit = 20;

    RunsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Refusal(ExitCode.USAGE, "--limit must be at least 1; see: emcee runs --help");
        }
        RunReader reader = context.session().engine().runs();
        List<RunRow> runs = reader.newest(limit);
        if (context.output().json()) {
            context.output()
                    .object(
                            "runs",
                            Map.of("runs", runs.stream().map(RunRow::facts).toList()));
        } else if (runs.isEmpty()) {
            context.output().note("Nothing has run on this database.");
        } else {
            table(reader, runs).lines().forEach(context.output()::line);
        }
        return ExitCode.DONE;
    }

    private static Columns table(RunReader reader, List<RunRow> runs) {
        Columns columns = new Columns().row("RUN", "STATE", "WHAT", "BY", "STARTED", "TOOK", "");
        for (RunRow run : runs) {
            columns.row(
                    String.valueOf(run.id()),
                    run.state().word(),
                    run.title(),
                    run.owner().who(),
                    run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                    time(run.took()),
                    run.result()
                            .map(Result::sentence)
                            .or(() -> far(reader, run))
                            .orElse(""));
        }
        return columns;
    }

    /** {@code 0:07:05}. */
    private static String time(Duration took) {
        return String.format("%d:%02d:%02d", took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }

    /** What was last told of a run that has not said how it ended. */
    private static Optional<String> far(RunReader reader, RunRow run) {
        if (run.silent()) {
            return Optional.of("nothing was heard of it for " + run.silence().toSeconds() + " s");
        }
        return run.passing().stream()
                .flatMap(told -> reader.event(told.kind(), told.facts()).stream())
                .flatMap(event -> far(event).stream())
                .reduce((earlier, later) -> later);
    }

    private static Optional<String> far(Event event) {
        if (event instanceof Event.BatchDone batch) {
            return Optional.of(batch.revision() + ": " + RunReport.progress(batch, 100));
        }
        if (event instanceof Event.LockWaiting waiting) {
            return Optional.of(waiting.sentence());
        }
        return event instanceof Event.Progressed far
                ? Optional.of(far.step().title() + ": " + far.progress())
                : Optional.empty();
    }
}
