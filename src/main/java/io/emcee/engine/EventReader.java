package io.emcee.engine;

import io.emcee.batch.Going;
import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.batch.Level;
import io.emcee.batch.TimeLeft;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.catalog.Obstacle;
import io.emcee.catalog.StatementProgress;
import io.emcee.catalog.StatementProgress.Share;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.run.Told;
import io.emcee.run.Wanted;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Makes events of what a run has told of them in {@link Event#facts}, times to the millisecond. Whoever looks may have
 * other revisions than the run, or be of another release: what cannot be understood is left out.
 */
final class EventReader {
    private final RevisionSet set;
    private final Map<String, Function<FactReader, Event>> kinds = Map.ofEntries(
            Map.entry("run_started", this::runStarted),
            Map.entry("asked", this::asked),
            Map.entry("preflight_done", this::preflightDone),
            Map.entry("overruled", this::overruled),
            Map.entry("drain_seen", this::drainSeen),
            Map.entry("backup_accepted", this::backupAccepted),
            Map.entry("backup_missed", facts -> new Event.BackupMissed()),
            Map.entry("step_started", this::stepStarted),
            Map.entry("statement_done", this::statementDone),
            Map.entry("batch_done", this::batchDone),
            Map.entry("order_chosen", this::orderChosen),
            Map.entry("throttle", this::throttled),
            Map.entry("phase_started", this::phaseStarted),
            Map.entry("phase_ended", this::phaseEnded),
            Map.entry("gate_closed", this::gateClosed),
            Map.entry("hook_failed", this::hookFailed),
            Map.entry("confirmed", EventReader::confirmed),
            Map.entry("plan_approved", EventReader::planApproved),
            Map.entry("healed", this::healed),
            Map.entry("lock_waiting", this::lockWaiting),
            Map.entry("lock_awaited", this::lockAwaited),
            Map.entry("progress", this::progressed),
            Map.entry("step_done", this::stepDone));

    EventReader(RevisionSet set) {
        this.set = set;
    }

    /** The event; empty when it cannot be understood. */
    Optional<Event> read(Told told) {
        return read(told.kind(), told.facts());
    }

    /** As {@link #read(Told)}. */
    Optional<Event> read(String kind, Map<String, Object> facts) {
        try {
            return Optional.ofNullable(kinds.get(kind)).map(reader -> reader.apply(new FactReader(facts)));
        } catch (IllegalArgumentException
                | NoSuchElementException
                | ClassCastException
                | IndexOutOfBoundsException other) {
            return Optional.empty();
        }
    }

    private Event runStarted(FactReader facts) {
        return new Event.RunStarted(
                facts.number("run"), Operation.valueOf(facts.constant("operation")), facts.text("target"), (int)
                        facts.number("count"));
    }

    private Event asked(FactReader facts) {
        return new Event.Asked(Wanted.valueOf(facts.constant("wanted")), facts.text("by"));
    }

    private Event preflightDone(FactReader facts) {
        return new Event.PreflightDone(new Preflight(
                Operation.valueOf(facts.constant("operation")),
                facts.objects("checks").stream()
                        .map(check -> new Check(
                                Check.Subject.valueOf(check.constant("name")),
                                Check.State.valueOf(check.constant("state")),
                                check.text("value"),
                                check.text("limit"),
                                check.texts("remedy")))
                        .toList()));
    }

    /** Of a check of the preflight, {@code preflight.connections}, or of a gate as a whole, {@code drain}. */
    private Event overruled(FactReader facts) {
        String gate = facts.text("gate");
        String prefix = Gate.PREFLIGHT.word() + ".";
        if (!gate.startsWith(prefix)) {
            return new Event.GateOverruled(
                    Gate.valueOf(facts.constant("gate")), facts.text("value"), facts.text("reason"));
        }
        Check.Subject subject =
                Check.Subject.valueOf(gate.substring(prefix.length()).toUpperCase(Locale.ROOT));
        return new Event.Overruled(
                new Check(subject, Check.State.RED, facts.text("value"), "", List.of()), facts.text("reason"));
    }

    private Event drainSeen(FactReader facts) {
        return new Event.DrainSeen(
                new Drain(
                        facts.texts("guarded"),
                        facts.optional("since").map(Instant::parse),
                        facts.time("quiet_ms"),
                        facts.objects("witnesses").stream()
                                .map(witness -> new Witness(
                                        Witness.Kind.valueOf(witness.constant("witness")),
                                        Check.State.valueOf(witness.constant("state")),
                                        witness.text("saw"),
                                        witness.texts("remedy")))
                                .toList()),
                facts.is("warned"));
    }

    private Event backupAccepted(FactReader facts) {
        return new Event.BackupAccepted(
                new Backup(
                        Backup.Kind.valueOf(facts.constant("backup")),
                        facts.text("where"),
                        facts.optional("taken").map(Instant::parse),
                        facts.text("found")),
                facts.text("lsn"));
    }

    private Event stepStarted(FactReader facts) {
        return new Event.StepStarted(step(facts), (int) facts.number("number"), (int) facts.number("count"));
    }

    private Event statementDone(FactReader facts) {
        return new Event.StatementDone(facts.text("sql"), facts.time("took_ms"));
    }

    private Event batchDone(FactReader facts) {
        return new Event.BatchDone(
                RevisionId.of(facts.text("revision")),
                facts.number("rows"),
                facts.number("total"),
                facts.is("total_exact"),
                facts.number("this_run"),
                facts.time("running_ms"),
                facts.optional("rate").map(present -> progress(facts)));
    }

    private static RowProgress progress(FactReader facts) {
        return new RowProgress(
                facts.number("rate"),
                facts.optional("left_least_ms")
                        .map(present -> new TimeLeft(facts.time("left_least_ms"), facts.time("left_most_ms"))),
                facts.texts("history").stream().map(Long::valueOf).toList(),
                facts.optional("order"),
                facts.optional("hot_share").map(Double::valueOf),
                facts.number("wal_bytes"),
                facts.number("dead_rows"),
                (int) facts.number("batch_rows"));
    }

    private Event orderChosen(FactReader facts) {
        return new Event.OrderChosen(
                RevisionId.of(facts.text("revision")), facts.text("order"), facts.text("sentence"));
    }

    private Event throttled(FactReader facts) {
        return new Event.Throttled(
                RevisionId.of(facts.text("revision")),
                Going.valueOf(facts.constant("state")),
                new Lamps(
                        0,
                        facts.objects("lamps").stream().map(EventReader::lamp).toList()),
                facts.is("changed"));
    }

    private static Lamp lamp(FactReader facts) {
        return new Lamp(
                facts.text("name"),
                facts.text("value"),
                facts.text("limit"),
                Level.valueOf(facts.constant("level")),
                facts.text("sentence"));
    }

    private PhaseStarted phaseStarted(FactReader facts) {
        return new PhaseStarted(facts.number("run"), operation(facts), Phase.valueOf(facts.constant("phase")), (int)
                facts.number("steps"));
    }

    private Event phaseEnded(FactReader facts) {
        return new PhaseEnded(phaseStarted(facts), facts.number("rows"), facts.time("took_ms"));
    }

    private Event gateClosed(FactReader facts) {
        return new GateClosed(
                run(facts),
                operation(facts),
                Gate.valueOf(facts.constant("gate")),
                facts.is("waiting"),
                facts.text("sentence"));
    }

    private Event hookFailed(FactReader facts) {
        return new HookFailed(
                run(facts), facts.text("hook"), Moment.valueOf(facts.constant("moment")), facts.text("sentence"));
    }

    static Event.Consent confirmed(FactReader facts) {
        return new Confirmed(
                facts.text("question"), facts.text("answer"), Confirmed.Way.valueOf(facts.constant("way")));
    }

    static Event.Consent planApproved(FactReader facts) {
        return new PlanApproved(
                facts.text("name"),
                facts.text("by"),
                facts.text("at"),
                facts.optional("key"),
                facts.is("verified"),
                facts.text("plan"));
    }

    private static Operation operation(FactReader facts) {
        return Operation.valueOf(facts.constant("operation"));
    }

    private static OptionalLong run(FactReader facts) {
        return facts.optional("run").map(Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private Event healed(FactReader facts) {
        return new Event.Healed(RevisionId.of(facts.text("revision")), facts.text("sentence"));
    }

    private Event lockWaiting(FactReader facts) {
        return new Event.LockWaiting(
                step(facts),
                (int) facts.number("attempt"),
                facts.time("timeout_ms"),
                facts.time("waited_ms"),
                blockers(facts));
    }

    private Event lockAwaited(FactReader facts) {
        return new Event.LockAwaited(
                step(facts),
                (int) facts.number("attempt"),
                facts.time("timeout_ms"),
                facts.time("waited_ms"),
                facts.is("deadlock"),
                blockers(facts),
                facts.optional("next_ms").map(any -> facts.time("next_ms")));
    }

    private Event progressed(FactReader facts) {
        return new Event.Progressed(
                step(facts),
                new StatementProgress(
                        facts.text("command"),
                        facts.text("statement_phase"),
                        new Share(facts.number("blocks_done"), facts.number("blocks_total")),
                        new Share(facts.number("tuples_done"), facts.number("tuples_total")),
                        new Share(facts.number("lockers_done"), facts.number("lockers_total")),
                        facts.optional("locker").map(any -> (int) facts.number("locker"))));
    }

    private Event stepDone(FactReader facts) {
        return new Event.StepDone(step(facts), facts.number("rows"), facts.time("took_ms"));
    }

    private Step step(FactReader facts) {
        Script script = set.script(RevisionId.of(facts.text("revision")));
        return Step.of(script, script.parts().get((int) facts.number("part") - 1), true);
    }

    private static Optional<Blockers> blockers(FactReader facts) {
        List<Blocker> blocking = sessions(facts, "blockers");
        return blocking.isEmpty() ? Optional.empty() : Optional.of(new Blockers(blocking, sessions(facts, "victims")));
    }

    private static List<Blocker> sessions(FactReader facts, String name) {
        return facts.objects(name).stream().map(EventReader::session).toList();
    }

    private static Blocker session(FactReader facts) {
        return new Blocker(
                (int) facts.number("pid"),
                facts.optional("started").map(Instant::parse),
                facts.optional("role"),
                facts.optional("application"),
                facts.optional("client"),
                facts.optional("state"),
                facts.optional("transaction_ms").map(text -> Duration.ofMillis(Long.parseLong(text))),
                facts.optional("query"),
                facts.optional("obstacle").map(any -> Obstacle.valueOf(facts.constant("obstacle"))));
    }
}
