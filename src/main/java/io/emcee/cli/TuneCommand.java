package io.emcee.cli;

import io.emcee.batch.Tuning;
import io.emcee.run.RunRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code emcee tune}: changes how a run treats the server while it goes on. As JSON the kind {@code tuned} with the keys
 * {@code run}, {@code tuning} and {@code sentence}.
 */
@Command(
        name = "tune",
        description =
                "Change a run that goes on, from its next batch: with --pace TIME and --throttle SIGNAL=SLOW/HOLD.")
final class TuneCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final RunArgument argument = new RunArgument();

    TuneCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PaceOptions options = context.options().pace();
        if (options.equals(PaceOptions.NONE)) {
            throw new Refusal(ExitCode.USAGE, "Say what to change: --pace TIME or --throttle SIGNAL=SLOW/HOLD.");
        }
        Session session = context.session();
        RunRow run = argument.find(session);
        Tuning tuning = options.over(session.engine().runs().tuning(run));
        if (!run.state().going() || !session.engine().runs().tune(run.id(), tuning)) {
            throw new Refusal(ExitCode.ERROR, "Run " + run.id() + " has ended, so there is nothing to tune.");
        }
        String sentence = "Run " + run.id() + " goes on in batches of about "
                + tuning.target().toMillis() + " ms, with the limits given.";
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.id());
        facts.put("tuning", tuning.facts());
        facts.put("sentence", sentence);
        context.output().result(sentence, "tuned", facts);
        return ExitCode.DONE;
    }
}
