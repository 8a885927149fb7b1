package io.emcee.cli;

import io.emcee.purge.Hold;
import io.emcee.purge.Holds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code emcee hold list}. As JSON the kind {@code holds} with the key {@code holds}, each as of {@link Hold#facts}. */
@Command(name = "list", description = "List the holds; changes nothing.")
final class HoldListCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--all", description = "Also those that were lifted.")
    private boolean all;

    HoldListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Hold> holds = new Holds(context.session().engine())
                .all().stream().filter(hold -> all || hold.lifted().isEmpty()).toList();
        if (context.output().json()) {
            context.output()
                    .object(
                            "holds",
                            Map.of("holds", holds.stream().map(Hold::facts).toList()));
            return ExitCode.DONE;
        }
        Columns columns = new Columns().row("HOLD", "TABLE", "ROWS", "UNTIL", "BY", "REASON");
        holds.forEach(hold -> columns.row(
                String.valueOf(hold.number()),
                hold.table().toString(),
                Output.harmless(hold.words()),
                hold.until().map(Object::toString).orElse("lifted by hand"),
                Output.harmless(hold.by()),
                Output.harmless(hold.reason()
                        + hold.lifted().map(why -> " (lifted by " + why + ")").orElse(""))));
        if (holds.isEmpty()) {
            context.output().note("There is no hold.");
        } else {
            columns.lines().forEach(context.output()::line);
        }
        return ExitCode.DONE;
    }
}
