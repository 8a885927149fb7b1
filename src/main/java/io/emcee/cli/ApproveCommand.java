package io.emcee.cli;

import io.emcee.engine.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emcee approve}: a second person consents to a plan. */
@Command(
        name = "approve",
        description = "Show a plan and consent to it, as somebody else than who made it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:approved", "6:the plan was altered, or is your own", "8:not approved"})
final class ApproveCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The plan, as emcee plan --out wrote it.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Who you are; the name of your account otherwise.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--sign", paramLabel = "KEY", description = "Sign with this private ssh key (ssh-keygen -Y).")
    private Optional<Path> key = Optional.empty();

    ApproveCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PlanFile plan = PlanFile.read(file);
        Actor actor = Actor.current();
        refuseOwn(plan, actor);
        show(plan);
        if (!context.options().yes) {
            ask();
        }
        Approval approval = new Approval(
                name.orElse(actor.user()),
                actor.toString(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.empty());
        Approval given = key.map(with -> approval.with(SshKeys.sign(with, approval.signed(plan.hash()))))
                .orElse(approval);
        plan.approved(given).write(file);
        context.output()
                .result(
                        "Approved by " + given.name() + (key.isPresent() ? ", signed." : "."),
                        "approved",
                        Map.of("file", file, "hash", plan.hash(), "name", given.name()));
        return ExitCode.DONE;
    }

    private void refuseOwn(PlanFile plan, Actor actor) {
        boolean again = plan.approvals().stream().anyMatch(given -> given.by().equals(actor.toString()));
        if (plan.fact("made_by").equals(actor.toString()) || again) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The plan in \"" + file + "\" " + (again ? "has your approval already" : "is your own")
                            + "; it takes a second person to approve it.");
        }
    }

    private void ask() {
        if (!context.terminal().asks()) {
            throw new Refusal(ExitCode.STOPPED, "This needs a confirmation, which cannot be given here; add --yes.");
        }
        String answer = context.terminal().answer("Approve this plan? [y/N]").orElse("");
        if (!List.of("y", "yes").contains(answer.toLowerCase(java.util.Locale.ROOT))) {
            throw new Refusal(ExitCode.STOPPED, "Not approved.");
        }
    }

    /** What the plan's maker saw. */
    private void show(PlanFile plan) {
        Output output = context.output();
        output.note("Plan " + plan.hash() + " by " + plan.fact("made_by") + " at " + plan.fact("made_at") + ":");
        output.note(plan.fact("operation") + " \"" + plan.fact("database") + "\" from "
                + (plan.fact("from").isEmpty() ? "nothing" : plan.fact("from")) + " to " + plan.fact("to"));
        if (plan.plan().get("preview") instanceof List<?> lines) {
            lines.forEach(line -> output.note(String.valueOf(line)));
        }
        if (plan.plan().get("steps") instanceof List<?> steps) {
            steps.forEach(step -> show((Map<?, ?>) step));
        }
    }

    private void show(Map<?, ?> step) {
        Output output = context.output();
        boolean drops = Boolean.TRUE.equals(step.get("drops_data"));
        output.note("");
        output.note("-- " + step.get("phase") + " " + step.get("revision") + ", part " + step.get("part") + " of "
                + step.get("parts") + ": " + step.get("summary") + (drops ? " (drops data for good)" : ""));
        output.note(String.valueOf(step.get("sql")).stripTrailing());
    }
}
