package io.emcee.cli;

import io.emcee.purge.Holds;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emcee hold lift}. As JSON the kind {@code hold_lifted} with the keys {@code hold} and {@code reason}. */
@Command(name = "lift", description = "Lift a hold: its rows may be purged again.")
final class HoldLiftCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NUMBER", description = "Its number, as emcee hold list prints it.")
    private long number;

    @Option(names = "--reason", required = true, paramLabel = "REASON", description = "Why; it is kept.")
    private String reason = "";

    HoldLiftCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new Refusal(ExitCode.USAGE, "Lifting a hold needs a reason, which is kept: --reason REASON");
        }
        new Holds(context.session().engine()).lift(number, reason);
        context.output()
                .result("Hold " + number + " is lifted.", "hold_lifted", Map.of("hold", number, "reason", reason));
        return ExitCode.DONE;
    }
}
