package io.emcee.cli;

import io.emcee.run.RunRow;
import io.emcee.run.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what is wanted of a run that goes on, wherever it was started. As JSON the kind {@code asked} with the keys
 * {@code run}, {@code wanted} and {@code sentence}.
 */
record Steering(Context context, Session session) {

    /**
     * Asks, and returns at once.
     *
     * @throws Refusal when the run goes on no more
     */
    int want(RunRow run, Wanted wanted) {
        if (!run.state().going() || !session.engine().runs().want(run.id(), wanted)) {
            throw new Refusal(ExitCode.ERROR, ended(RunArgument.find(session, run.id()), wanted));
        }
        String sentence = "Run " + run.id() + " " + consequence(run, wanted) + ".";
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.id());
        facts.put("wanted", wanted.word());
        facts.put("sentence", sentence);
        context.output().result(sentence, "asked", facts);
        return ExitCode.DONE;
    }

    private static String consequence(RunRow run, Wanted wanted) {
        return switch (wanted) {
            case RUN -> "goes on";
            case PAUSE -> "pauses after its batch or step; let it go on with: emcee resume " + run.id();
            case STOP -> "stops: a data migration after its batch, any other statement at once";
        };
    }

    /** {@code Run 17 was stopped, so there is nothing to pause.} */
    private static String ended(RunRow run, Wanted wanted) {
        String how = switch (run.state()) {
            case DONE -> "is done";
            case FAILED -> "has failed";
            case STOPPED -> "was stopped";
            case REFUSED -> "was refused";
            case INTERRUPTED -> "was interrupted";
            case RUNNING, PAUSING, PAUSED, STOPPING -> "has just ended";
        };
        return "Run " + run.id() + " " + how + ", so there is nothing to " + wanted.word() + ".";
    }
}
