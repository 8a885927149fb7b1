package io.emcee.cli;

import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.rehearsal.RehearsalReport;
import io.emcee.rehearsal.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emcee rehearse}: the upgrade on a copy without rows; its JSON is that of {@link RehearsalPrinter}. */
@Command(
        name = "rehearse",
        description = "Run the upgrade on a copy of the database that has none of its rows, and measure what each"
                + " statement locks and does, beside what lint says. The database itself is only read.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every statement succeeded", "1:one failed, or there could be no rehearsal"})
final class RehearseCommand implements Callable<Integer> {
    /** A terminal may be wider, but none is narrower. */
    private static final int WIDTH = 79;

    private final Context context;

    @Mixin
    private VersionArgument version = new VersionArgument();

    @Option(
            names = "--embedded",
            description = "On an embedded server, although the role may create a database on the target's.")
    private boolean embedded;

    RehearseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        session.engine().set().runnable("rehearse");
        Plan plan = session.engine().plan(Operation.UPGRADE, version.get());
        RehearsalPrinter printer = new RehearsalPrinter(context.output(), session);
        if (plan.isEmpty()) {
            printer.nothing(plan);
            return ExitCode.DONE;
        }
        if (context.options().dryRun) {
            new PlanPrinter(context.output(), session)
                    .print(plan, session.engine().preflight(plan));
            return ExitCode.DONE;
        }
        RehearsalReport report = rehearse(session, plan);
        printer.print(report);
        return report.failed().isPresent() ? ExitCode.ERROR : ExitCode.DONE;
    }

    private RehearsalReport rehearse(Session session, Plan plan) {
        Rehearsal rehearsal = new Rehearsal(session.engine(), session.database(), settings(session));
        List<RehearsalReport> reports = new ArrayList<>(1);
        StopSignal stop = new StopSignal();
        try {
            context.surroundings()
                    .interrupts()
                    .during(() -> reports.add(rehearsal.run(plan, this::say, stop)), () -> stop(stop));
        } finally {
            say("");
        }
        return reports.get(0);
    }

    private Settings settings(Session session) {
        return Settings.of(
                embedded,
                session.configuration().preferences().programs(),
                context.surroundings().environment());
    }

    private void stop(StopSignal stop) {
        if (!stop.wanted()) {
            say("");
            context.output().note("Stopping...");
            stop.request();
        }
    }

    /** One line that is written over, where it can be. */
    private void say(String line) {
        if (context.terminal().showsErrors() && !context.options().json) {
            context.output().live(line.substring(0, Math.min(line.length(), WIDTH)));
        }
    }
}
