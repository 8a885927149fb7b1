package io.emcee.cli;

import io.emcee.purge.Tombstones;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee tombstone lift}. As JSON the kind {@code tombstone_lifted} with the keys {@code table}, {@code key} and
 * {@code reason}.
 */
@Command(name = "lift", description = "Let one key of a purged row be used again.")
final class TombstoneLiftCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "Its name.")
    private String table = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "The key, as emcee tombstone list prints it.")
    private String key = "";

    @Option(names = "--reason", required = true, paramLabel = "REASON", description = "Why; it is kept.")
    private String reason = "";

    TombstoneLiftCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new Refusal(ExitCode.USAGE, "Lifting a tombstone needs a reason, which is kept: --reason REASON");
        }
        new Tombstones(context.session().engine()).lift(table, key, reason);
        context.output()
                .result(
                        "The key \"" + key + "\" of \"" + table + "\" may be used again.",
                        "tombstone_lifted",
                        Map.of("table", table, "key", key, "reason", reason));
        return ExitCode.DONE;
    }
}
