package io.emcee.cli;

import io.emcee.engine.Actor;
import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emcee plan}: what an operation would do, as SQL, or as a file that a second person can approve. */
@Command(
        name = "plan",
        description = "Print what an operation would do; with --out as a file to be approved and run later.")
final class PlanCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "expand, migrate, contract, or upgrade for all three, which is the default.")
    private String phase = "upgrade";

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plan into this file.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final VersionArgument version = new VersionArgument();

    PlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Operation operation = operation();
        Session session = context.session();
        session.engine().set().runnable("plan");
        Plan plan = session.engine().plan(operation, version.get());
        PlanPrinter printer = new PlanPrinter(context.output(), session);
        if (out.isEmpty()) {
            printer.print(plan, session.engine().preflight(plan));
            return ExitCode.DONE;
        }
        if (plan.isEmpty()) {
            throw new Refusal(ExitCode.ERROR, "There is nothing to " + operation.word() + ", so no plan was written.");
        }
        PlanFile file = PlanFile.of(facts(session, plan));
        file.write(out.get());
        context.output()
                .result(
                        "Wrote the plan of " + plan.steps().size()
                                + (plan.steps().size() == 1 ? " step" : " steps") + " to \"" + out.get() + "\", hash "
                                + file.hash() + ".",
                        "plan_written",
                        Map.of(
                                "file",
                                out.get(),
                                "hash",
                                file.hash(),
                                "steps",
                                plan.steps().size()));
        return ExitCode.DONE;
    }

    private Operation operation() {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.word().equals(phase.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "--phase must be one of "
                                + Arrays.stream(Operation.values())
                                        .map(Operation::word)
                                        .collect(Collectors.joining(", "))
                                + ", not \"" + phase + "\"."));
    }

    /** As of {@link PlanPrinter}, and what tells whether the plan still holds. */
    private Map<String, Object> facts(Session session, Plan plan) {
        Map<String, Object> facts = PlanPrinter.facts(plan, session.engine().preflight(plan));
        facts.put("version", version.get());
        facts.put("set", session.engine().set().name());
        facts.put("database", session.database().address().database());
        facts.put("identity", session.engine().identity());
        facts.put("plan", plan.hash());
        facts.put("made_by", Actor.current());
        facts.put("made_at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return facts;
    }
}
