package io.emcee.cli;

import io.emcee.json.Durations;
import io.emcee.purge.PurgeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emcee purge}: whole trees of deleted rows; its JSON is that of {@link Purging}. */
@Command(
        name = "purge",
        description =
                "Remove rows that are marked as deleted together with all that belongs to them. What has something"
                        + " live below it stays, and is listed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "6:refused: guarded and not confirmed, or a gate is closed",
            "8:more is left, or stopped before the end"
        })
final class PurgeCommand implements Callable<Integer> {
    private static final long STANDARD = 1_000;

    private final Context context;

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "The tables at the top of the trees; without it all that are not guarded.")
    private List<String> tables = List.of();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "Only what was deleted longer ago: 30d, which is the default; of a guarded table its own.")
    private Optional<String> age = Optional.empty();

    @Option(
            names = "--max-roots",
            paramLabel = "N",
            description =
                    "How many rows of each table at most, the oldest first, with all below them; 1000 by default.")
    private Optional<Long> most = Optional.empty();

    @Option(names = "--until-complete", description = "Go on until nothing is left.")
    private boolean whole;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the plan into this file, to be approved and run later.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final PurgeManner manner = new PurgeManner();

    PurgeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PurgeRequest request = new PurgeRequest(
                PurgeRequest.Scope.TREES, tables, age.map(PurgeCommand::age), limit(), Optional.empty());
        Purging purging = new Purging(context, context.session(), manner);
        return out.isPresent() ? purging.write(request, out.get()) : purging.run(request);
    }

    private OptionalLong limit() {
        if (whole && most.isPresent()) {
            throw new Refusal(ExitCode.USAGE, "--max-roots and --until-complete contradict each other; give one.");
        }
        if (most.filter(number -> number < 0).isPresent()) {
            throw new Refusal(ExitCode.USAGE, "--max-roots must be at least 0, not " + most.get() + ".");
        }
        return whole ? OptionalLong.empty() : OptionalLong.of(most.orElse(STANDARD));
    }

    private static Duration age(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, "--older-than must be an age such as 30d, not \"" + text + "\".");
        }
    }
}
