package io.emcee.cli;

import io.emcee.engine.Event;
import io.emcee.engine.Operation;
import io.emcee.engine.RunEnded;
import io.emcee.engine.RunReader;
import io.emcee.run.Result;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.run.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a run that goes on elsewhere until it has ended, as if it ran here, with the same JSON and exit code. Whoever
 * goes away leaves the run to itself.
 */
final class Attaching {
    private final Context context;
    private final Session session;
    private final Output output;
    private final RunReport report;
    private Optional<RunRow> run = Optional.empty();

    Attaching(Context context, Session session) {
        this.context = context;
        this.session = session;
        this.output = context.output();
        this.report = new RunReport(context);
    }

    /**
     * Follows a run.
     *
     * @return {@link ExitCode#DONE}, or {@link ExitCode#STOPPED} when the operator has left it
     * @throws io.emcee.engine.EngineException as the run ended
     */
    int follow(long id) {
        RunReader runs = session.engine().runs();
        Thread here = Thread.currentThread();
        try {
            context.surroundings()
                    .interrupts()
                    .during(
                            () -> run = Optional.of(runs.follow(id, new Shown())),
                            () -> runs.want(id, Wanted.STOP),
                            here::interrupt);
        } finally {
            report.end();
        }
        // An interrupt was for the wait, and has done its work.
        Thread.interrupted();
        return run.filter(row -> !row.state().going()).map(this::end).orElseGet(() -> leave(id));
    }

    private int leave(long id) {
        output.note("Run " + id + " goes on without this terminal. Come back: emcee attach " + id
                + "  Stop it: emcee stop " + id);
        return ExitCode.STOPPED;
    }

    private int end(RunRow row) {
        Result result = row.result().orElseThrow(() -> RunEnded.interrupted(row));
        if (result.state() != RunState.DONE) {
            throw RunEnded.of(result);
        }
        String sentence = sentence(row, result);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", row.text("operation"));
        facts.put("version", row.text("to"));
        facts.put("steps", result.steps());
        facts.put("rows", result.rows());
        facts.put("sentence", sentence);
        output.result(sentence, "result", facts);
        return ExitCode.DONE;
    }

    private static String sentence(RunRow row, Result result) {
        if (!row.kind().equals(RunRow.PHASE)) {
            return result.sentence();
        }
        Operation operation = Operation.valueOf(row.text("operation").toUpperCase(Locale.ROOT));
        return Wording.done(operation, row.text("target"), last(row), row.text("to"), result.rows());
    }

    /** The revision of the last step. */
    private static String last(RunRow row) {
        return row.what().get("steps") instanceof List<?> steps
                        && !steps.isEmpty()
                        && steps.get(steps.size() - 1) instanceof Map<?, ?> step
                ? String.valueOf(step.get("revision"))
                : "";
    }

    /** Prints what is told of the run, and once that its process says nothing any more. */
    private final class Shown implements RunReader.Follower {
        private boolean silent;

        @Override
        public void event(Event event) {
            report.accept(event);
        }

        @Override
        public void row(RunRow row) {
            if (row.silent() && !silent) {
                report.end();
                output.note("Nothing was heard of run " + row.id() + " for "
                        + row.silence().toSeconds() + " s; its session is still there.");
            }
            silent = row.silent();
        }
    }
}
