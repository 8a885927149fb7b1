package io.emcee.cli;

import io.emcee.engine.Actor;
import io.emcee.engine.Overrules;
import io.emcee.engine.StopSignal;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgePlanner;
import io.emcee.purge.PurgeRequest;
import io.emcee.purge.PurgeResult;
import io.emcee.purge.PurgeRules;
import io.emcee.purge.Purger;
import io.emcee.purge.Taking;
import io.emcee.purge.Window;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plans a purge, asks where that is due, and runs it. As JSON a line for each event, then the kind {@code purge_result}
 * with the keys {@code tables} (of each {@code table}, {@code purged}, {@code blocked}, {@code held}, {@code left}),
 * {@code purged} and {@code released} (rows by table), {@code rows}, {@code left}, {@code stopped} and
 * {@code sentence}.
 */
final class Purging {
    private final Context context;
    private final Session session;
    private final PurgeManner manner;
    private final Output output;

    Purging(Context context, Session session, PurgeManner manner) {
        this.context = context;
        this.session = session;
        this.manner = manner;
        this.output = context.output();
    }

    /** What may be purged of a session's database. */
    static PurgeRules rules(Session session) {
        return PurgeRules.of(session.engine().set(), session.purged());
    }

    /** Runs it as scripts expect it: a limit that was reached is no failure. */
    int script(PurgeRequest request) {
        int code = run(request, true);
        return code == ExitCode.STOPPED && !stopped ? ExitCode.DONE : code;
    }

    private boolean stopped;

    int run(PurgeRequest request) {
        return run(request, false);
    }

    private int run(PurgeRequest request, boolean script) {
        if (!context.options().dryRun) {
            new Approved(session).refuseUnplannedPurge();
        }
        PurgePlan plan = new PurgePlanner(session.engine(), rules(session)).plan(request);
        if (context.options().dryRun) {
            new PurgePrinter(context, session).plan(plan);
            return ExitCode.DONE;
        }
        return run(plan, script);
    }

    /** Runs a plan that was made before and still holds. */
    int runAgain(PurgePlan plan) {
        return run(plan, false);
    }

    private int run(PurgePlan plan, boolean script) {
        Overrules overrules = new Overrules(context.options().overrule);
        plan.refuse(overrules);
        PurgePrinter printer = new PurgePrinter(context, session);
        if (plan.isEmpty()) {
            return printer.nothing(plan);
        }
        Optional<Taking.Opening> archive = manner.archive()
                .map(folder -> new Archiving(session, folder, plan.cutoff().at()));
        Map<String, String> confirmations = new LinkedHashMap<>();
        plan.closed()
                .forEach(gate -> overrules
                        .reason(gate.gate())
                        .ifPresent(reason ->
                                confirmations.put("overruled " + gate.gate().word(), reason)));
        confirmations.putAll(
                new PurgeConfirmation(context, session, manner.confirmed()).ask(plan, archive.isPresent()));
        StopSignal stop = new StopSignal();
        BooleanSupplier open = window();
        List<PurgeResult> results = new ArrayList<>();
        Purger.Manner how = new Purger.Manner(
                session.configuration().preferences().batchRows(),
                session.engine().tuning(),
                manner.workers(),
                open,
                archive,
                confirmations);
        try {
            context.surroundings()
                    .interrupts()
                    .during(
                            () -> results.add(new Purger(session.engine()).run(plan, how, printer, stop)),
                            () -> stop(stop, printer));
        } finally {
            printer.end();
        }
        PurgeResult result = results.get(0);
        stopped = result.stopped();
        printer.result(plan, result);
        return result.stopped() || (!script && result.left() > 0) ? ExitCode.STOPPED : ExitCode.DONE;
    }

    /** @throws Refusal outside of the window, since nothing would be done */
    private BooleanSupplier window() {
        Optional<Window> window = manner.window();
        window.filter(hours -> !hours.open(LocalTime.now(ZoneId.systemDefault())))
                .ifPresent(hours -> {
                    throw new Refusal(
                            ExitCode.STOPPED,
                            "It is " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES)
                                    + ", outside of the window " + hours + ", so nothing was purged.");
                });
        return () -> window.map(hours -> hours.open(LocalTime.now(ZoneId.systemDefault())))
                .orElse(true);
    }

    private void stop(StopSignal stop, PurgePrinter printer) {
        if (!stop.wanted()) {
            printer.end();
            output.note("Stopping after this batch...");
            stop.request();
        }
    }

    /** Writes the plan for others to approve. */
    int write(PurgeRequest request, Path file) {
        PurgePlan plan = new PurgePlanner(session.engine(), rules(session)).plan(request);
        PlanFile written = PlanFile.of(facts(request, plan));
        written.write(file);
        output.result(
                "Wrote the plan of a purge to \"" + file + "\", hash " + written.hash() + ".",
                "plan_written",
                Map.of(
                        "file",
                        file,
                        "hash",
                        written.hash(),
                        "steps",
                        plan.roots().size()));
        return ExitCode.DONE;
    }

    /** With what tells whether the plan still holds; {@code steps} is what {@code emcee approve} shows. */
    private Map<String, Object> facts(PurgeRequest request, PurgePlan plan) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", "purge");
        facts.putAll(plan.facts());
        facts.put("names", request.tables());
        facts.put("age_ms", plan.cutoff().age().toMillis());
        facts.put("version", "");
        facts.put("from", "rows deleted before " + plan.cutoff().at());
        facts.put("to", "nothing");
        facts.put("steps", plan.roots().stream().map(root -> step(plan, root)).toList());
        facts.put("set", session.engine().set().name());
        facts.put("database", session.database().address().database());
        facts.put("identity", session.engine().identity());
        facts.put("made_by", Actor.current());
        facts.put("made_at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return facts;
    }

    private static Map<String, Object> step(PurgePlan plan, PurgePlan.Root root) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("phase", "purge");
        step.put("revision", root.table().toString());
        step.put("part", 1);
        step.put("parts", 1);
        step.put("drops_data", true);
        step.put(
                "summary",
                plan.eligible(root) + " rows, with what is below "
                        + (plan.eligible(root)
                                + root.counts().below().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                        + " at most");
        step.put("sql", String.join(";\n", plan.statements(root.tree())) + ";");
        return step;
    }
}
