package io.emcee.cli;

import io.emcee.engine.Actor;
import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
            description =
                    "expand, migrate, contract, or upgrade for all three, which is the default; version_control for"
                            + " what emcee db version_control would record.")
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
        Session session = context.session();
        if (phase.equalsIgnoreCase(AdoptionPlan.WORD)) {
            return adoption(session);
        }
        Operation operation = operation();
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
        Map<String, Object> facts = PlanPrinter.facts(plan, session.engine().preflight(plan));
        facts.put("version", version.get());
        facts.put("plan", plan.hash());
        return write(session, facts, plan.steps().size(), out.get());
    }

    private int adoption(Session session) {
        session.engine().set().runnable("take a database under control");
        if (out.isEmpty()) {
            new Adopting(context, session).show(version.get());
            return ExitCode.DONE;
        }
        return write(session, new AdoptionPlan(session).facts(version.get()), 0, out.get());
    }

    private int write(Session session, Map<String, Object> facts, int steps, Path path) {
        facts.putAll(origin(session));
        PlanFile file = PlanFile.of(facts);
        file.write(path);
        String what = steps == 0 ? "plan" : "plan of " + steps + (steps == 1 ? " step" : " steps");
        context.output()
                .result(
                        "Wrote the " + what + " to \"" + path + "\", hash " + file.hash() + ".",
                        "plan_written",
                        Map.of("file", path, "hash", file.hash(), "steps", steps));
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

    /** For which database a plan is, and whose it is. */
    private static Map<String, Object> origin(Session session) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("set", session.engine().set().name());
        facts.put("database", session.database().address().database());
        facts.put("identity", session.engine().identity());
        facts.put("made_by", Actor.current());
        facts.put("made_at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return facts;
    }
}
