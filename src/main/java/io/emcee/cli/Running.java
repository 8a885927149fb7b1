package io.emcee.cli;

import io.emcee.engine.Answers;
import io.emcee.engine.Backup;
import io.emcee.engine.DatabaseState;
import io.emcee.engine.Event;
import io.emcee.engine.GateRefused;
import io.emcee.engine.Operation;
import io.emcee.engine.Overrules;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/**
 * Plans an operation, asks where that is due, and runs it. As JSON a line for each event of the run, with the keys of
 * {@link io.emcee.engine.Event#facts}, then the kind {@code result} with the keys {@code operation}, {@code version},
 * {@code steps}, {@code rows} and {@code sentence}.
 */
final class Running {
    private final Context context;
    private final Session session;
    private final Output output;
    private final Detach detach;
    private final Optional<Workers> workers;

    Running(Context context, Session session, Detach detach) {
        this.context = context;
        this.session = session;
        this.detach = detach;
        this.output = context.output();
        boolean elsewhere = detach.wanted() || leaves();
        this.workers = elsewhere ? Workers.of(session, context.surroundings().environment()) : Optional.empty();
    }

    /** Whether a person is there who may go before a run has ended. */
    private boolean leaves() {
        return context.terminal().attended() && session.options().isPresent();
    }

    /** Runs a plan that was made before and still holds. */
    int runAgain(Plan plan, Optional<String> version, Path file, List<? extends Event.Consent> approvals) {
        return runAgain(plan, version, Optional.of(file), approvals);
    }

    /** Goes on with what is left of a run. */
    int resume(Plan plan, Optional<String> version) {
        return runAgain(plan, version, Optional.empty(), List.of());
    }

    private int runAgain(
            Plan plan, Optional<String> version, Optional<Path> file, List<? extends Event.Consent> approvals) {
        return ready(() -> again(plan, version, file, approvals));
    }

    private int again(
            Plan plan, Optional<String> version, Optional<Path> file, List<? extends Event.Consent> approvals) {
        refuseBusy();
        if (context.options().dryRun) {
            new PlanPrinter(output, session).print(plan, session.engine().preflight(plan));
            return ExitCode.DONE;
        }
        return confirmed(plan, version, file, approvals);
    }

    /** Runs an operation up to a version, or as far as it goes, and answers the exit code. */
    int run(Operation operation, Optional<String> version) {
        return ready(() -> planned(operation, version));
    }

    /** A process for the run starts while there is still something to plan and to ask. */
    private int ready(IntSupplier work) {
        try {
            if (!context.options().dryRun) {
                workers.ifPresent(Workers::prepare);
            }
            return work.getAsInt();
        } finally {
            workers.ifPresent(Workers::close);
        }
    }

    private int planned(Operation operation, Optional<String> version) {
        session.engine().set().runnable(operation.word());
        overrules();
        if (!context.options().dryRun) {
            new Approved(session).refuseUnplanned(operation);
            refuseBusy();
        }
        if (operation == Operation.SYNC) {
            adopt();
        }
        Plan plan = plan(operation, version);
        if (plan.isEmpty()) {
            return nothing(operation, version);
        }
        if (context.options().dryRun) {
            new PlanPrinter(output, session).print(plan, session.engine().preflight(plan));
            return ExitCode.DONE;
        }
        return confirmed(plan, version, Optional.empty(), List.of());
    }

    private Overrules overrules() {
        return new Overrules(context.options().overrule);
    }

    /** On a terminal a run takes place in a process of its own, and this one only shows it. */
    private int confirmed(
            Plan plan, Optional<String> version, Optional<Path> file, List<? extends Event.Consent> approvals) {
        List<Event.Consent> consents = new ArrayList<>(approvals);
        consents.addAll(new Confirmation(context, session).ask(plan));
        Answers answers = new Answers(overrules(), backup(plan, overrules()), false, consents);
        if (workers.isEmpty()) {
            return alone(plan, answers);
        }
        Order order = Order.of(plan, version, answers);
        return elsewhere(workers.get(), file.map(order::from).orElse(order));
    }

    private int alone(Plan plan, Answers answers) {
        if (detach.wanted()) {
            throw new Refusal(ExitCode.ERROR, "A run cannot be detached here: " + Workers.obstacle() + ".");
        }
        if (leaves()) {
            output.note("The run takes place in this process: " + Workers.obstacle() + ".");
        }
        return run(plan, answers);
    }

    private int elsewhere(Workers workers, Order order) {
        OptionalLong run = begun(workers, order);
        if (run.isEmpty()) {
            return nothing(order.operation(), order.version());
        }
        if (detach.wanted()) {
            return detached(run.getAsLong());
        }
        output.note("Run " + run.getAsLong() + " has begun; Ctrl-C leaves it to itself.");
        return new Attaching(context, session).follow(run.getAsLong());
    }

    private OptionalLong begun(Workers workers, Order order) {
        Worker worker = workers.worker();
        RunReport report = new RunReport(context);
        CompletableFuture<OptionalLong> run = new CompletableFuture<>();
        context.surroundings()
                .interrupts()
                .during(
                        () -> run.complete(worker.begin(
                                order, session.database(), session.engine().runs(), report)),
                        worker::stop);
        return run.join();
    }

    private int detached(long run) {
        String sentence = "Run " + run + " has begun; look at it: emcee attach " + run;
        output.result(sentence, "detached", Map.of("run", run, "sentence", sentence));
        return ExitCode.DONE;
    }

    /** A backup that is refused stands in the journal, as any gate does. */
    private Optional<Backup> backup(Plan plan, Overrules overrules) {
        try {
            return new WayBack(context, session).find(plan, overrules);
        } catch (GateRefused refused) {
            refused(plan.operation(), refused);
            throw refused;
        }
    }

    private void refused(Operation operation, GateRefused refusal) {
        session.engine().refusals().record(operation, refusal, new RunReport(context));
        session.engine().hooks().settle();
    }

    /** Sync takes a database first that another tool has managed. */
    private void adopt() {
        if (session.engine().inspect() instanceof DatabaseState.Adoptable) {
            new Adopting(context, session).adopt(Optional.empty());
        }
    }

    /** A refusal stands in the journal, unless the operator only looked. */
    private Plan plan(Operation operation, Optional<String> version) {
        try {
            return session.engine().plan(operation, version);
        } catch (GateRefused refused) {
            if (!context.options().dryRun) {
                refused(operation, refused);
            }
            throw refused;
        }
    }

    /** Before the plan, whose questions would wait behind the other's locks. */
    private void refuseBusy() {
        session.engine().busy().ifPresent(holder -> {
            throw new Refusal(
                    ExitCode.BUSY,
                    "Another emcee works on \"" + session.name() + "\": " + holder
                            + "; wait until it is done, then run the command again.");
        });
    }

    private int nothing(Operation operation, Optional<String> version) {
        DatabaseState state = session.engine().inspectRows();
        var stage = state.progress().stage(session.engine().set().graph().ids());
        result(
                operation,
                Wording.nothing(operation, version, stage),
                state.progress().version(),
                new RunReport(context));
        return ExitCode.DONE;
    }

    private int run(Plan plan, Answers answers) {
        RunReport report = new RunReport(context);
        StopSignal stop = new StopSignal();
        try {
            context.surroundings()
                    .interrupts()
                    .during(() -> session.engine().run(plan, answers, report, stop), () -> stop(stop, report));
        } finally {
            report.end();
            session.engine().hooks().settle();
        }
        result(plan.operation(), Wording.done(plan, report.rows()), plan.to(), report);
        return ExitCode.DONE;
    }

    private void stop(StopSignal stop, RunReport report) {
        if (!stop.wanted()) {
            report.end();
            output.note(report.inRows() ? "Stopping after this batch..." : "Stopping...");
            stop.request();
        }
    }

    private void result(Operation operation, String sentence, Object version, RunReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", operation.word());
        facts.put("version", version);
        facts.put("steps", report.steps());
        facts.put("rows", report.rows());
        facts.put("sentence", sentence);
        output.result(sentence, "result", facts);
    }
}
