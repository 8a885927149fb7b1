package io.emcee.cli;

import io.emcee.engine.GateRefused;
import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.run.Wanted;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code emcee resume}: lets a run go on that waits, or runs what is left of one that ended early. Its JSON is that of
 * {@link Steering} or of {@link Running}.
 */
@Command(
        name = "resume",
        description =
                "Let a paused run go on; or go on with one that was interrupted, stopped or has failed, from where"
                        + " it ended, if no revision was edited since.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:there is nothing to resume", "6:a revision was edited since"})
final class ResumeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final RunArgument argument = new RunArgument();

    @Mixin
    private final Detach detach = new Detach();

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        RunRow run = argument.find(session);
        if (run.state().going()) {
            return new Steering(context, session).want(run, Wanted.RUN);
        }
        if (run.state() == RunState.DONE) {
            throw new Refusal(ExitCode.ERROR, "Run " + run.id() + " is done, so there is nothing to resume.");
        }
        if (!run.kind().equals(RunRow.PHASE)) {
            throw new Refusal(
                    ExitCode.ERROR,
                    "Run " + run.id() + " was a " + run.kind()
                            + ": run the same command again, and it goes on with what is left.");
        }
        return resume(session, run);
    }

    private int resume(Session session, RunRow run) {
        Operation operation = Operation.valueOf(run.text("operation").toUpperCase(Locale.ROOT));
        Optional<String> version = Optional.of(run.text("version")).filter(text -> !text.isEmpty());
        new Approved(session).refuseUnplanned(operation);
        Plan plan = plan(session, operation, version);
        new Resumption(context.output(), run)
                .refuseEdited(plan, session.engine().set());
        if (plan.isEmpty()) {
            throw new Refusal(ExitCode.ERROR, "Nothing is left of run " + run.id() + "; somebody else has done it.");
        }
        return new Running(context, session, detach).resume(plan, version);
    }

    /** A refusal stands in the journal. */
    private Plan plan(Session session, Operation operation, Optional<String> version) {
        try {
            return session.engine().plan(operation, version);
        } catch (GateRefused refused) {
            session.engine().refusals().record(operation, refused, new RunReport(context));
            throw refused;
        }
    }
}
