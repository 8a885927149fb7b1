package io.emcee.cli;

import io.emcee.engine.Adoption;
import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code emcee run}: runs a plan, if nothing has changed since it was made. */
@Command(
        name = "run",
        description = "Run a plan that emcee plan --out wrote, if nothing has changed since.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "6:the plan or the database has changed, or an approval is missing"})
final class RunPlanCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The plan.")
    private Path file = Path.of("");

    @Mixin
    private final PurgeManner manner = new PurgeManner();

    @Mixin
    private final Detach detach = new Detach();

    RunPlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PlanFile written = PlanFile.read(file);
        Session session = context.session();
        if (!session.engine().identity().equals(written.fact("identity"))) {
            throw changed("it was made for another database, \"" + written.fact("database") + "\"");
        }
        if (AdoptionPlan.of(written)) {
            return adopt(session, written);
        }
        if (written.fact("operation").equals("purge")) {
            return new PurgeRun(context, new Purging(context, session, manner), file).run(written);
        }
        Operation operation = Operation.valueOf(written.fact("operation").toUpperCase(Locale.ROOT));
        Optional<String> version = Optional.of(written.fact("version")).filter(text -> !text.isEmpty());
        Plan plan = session.engine().plan(operation, version);
        if (!plan.hash().equals(written.fact("plan"))) {
            throw changed(difference(written, plan));
        }
        return new Running(context, session, detach)
                .runAgain(plan, version, file, new Approved(session).check(written));
    }

    private int adopt(Session session, PlanFile written) {
        Adoption adoption = new AdoptionPlan(session)
                .find(written)
                .orElseThrow(() -> changed("the database is not as it was, or a revision was edited since"));
        new Adopting(context, session)
                .carryOut(adoption, AdoptionPlan.version(written), new Approved(session).check(written));
        return ExitCode.DONE;
    }

    private static String difference(PlanFile written, Plan plan) {
        String from = plan.from().toString();
        if (!from.equals(written.fact("from"))) {
            return "the database is at " + (from.isEmpty() ? "nothing" : from) + " now, not at " + written.fact("from");
        }
        int steps = written.plan().get("steps") instanceof List<?> list ? list.size() : 0;
        return steps == plan.steps().size()
                ? "a revision was edited since"
                : "it has " + steps + " steps where " + plan.steps().size() + " are to be done now";
    }

    private Refusal changed(String what) {
        return new Refusal(
                ExitCode.REFUSED,
                "The plan in \"" + file + "\" does not hold any more: " + what
                        + "; nothing was run. Look at a new one: emcee plan");
    }
}
