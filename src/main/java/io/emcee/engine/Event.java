package io.emcee.engine;

import io.emcee.batch.Going;
import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.StatementProgress;
import io.emcee.revision.RevisionId;
import io.emcee.run.Wanted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens while a plan runs. One stream of these feeds the command line, {@code --json} and the screens. */
public sealed interface Event {
    /** Of the form of all events, in {@code events.schema.json}; one more when a reader of the form before would err. */
    int VERSION = 1;

    /** The word by which JSON readers tell events apart: {@code step_started}. */
    String kind();

    /** The event's facts for JSON; times in ms. */
    Map<String, Object> facts();

    /**
     * The whole event as one JSON object: its kind, {@code event_version} and its facts. It stands in each, since lines
     * are read by themselves when others have collected them.
     */
    default Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind());
        object.put("event_version", VERSION);
        object.putAll(facts());
        return object;
    }

    <T> T fold(Cases<T> cases);

    /** Whether it is told again and again while something lasts, so that only the last of its kind matters. */
    default boolean again() {
        return false;
    }

    /** One method for each kind, so that a new kind cannot be overlooked. */
    interface Cases<T> {
        T runStarted(RunStarted event);

        T consent(Consent event);

        T milestone(Milestone event);

        T asked(Asked event);

        T preflightDone(PreflightDone event);

        T overruled(Overruled event);

        T drainSeen(DrainSeen event);

        T gateOverruled(GateOverruled event);

        T backupAccepted(BackupAccepted event);

        T backupMissed(BackupMissed event);

        T stepStarted(StepStarted event);

        T statementDone(StatementDone event);

        T batchDone(BatchDone event);

        T orderChosen(OrderChosen event);

        T throttled(Throttled event);

        T healed(Healed event);

        T lockWaiting(LockWaiting event);

        T lockAwaited(LockAwaited event);

        T progressed(Progressed event);

        T sessionSignalled(SessionSignalled event);

        T stepDone(StepDone event);
    }

    /**
     * A run begins.
     *
     * @param run its number
     * @param target the version asked for, or the set's name for all of it
     * @param count the plan's steps
     */
    record RunStarted(long run, Operation operation, String target, int count) implements Milestone {
        @Override
        public String kind() {
            return "run_started";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("run", run);
            facts.put("operation", operation.word());
            facts.put("target", target);
            facts.put("count", count);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.runStarted(this);
        }

        @Override
        public Optional<Moment> moment() {
            return Optional.empty();
        }

        @Override
        public OptionalLong runNumber() {
            return OptionalLong.of(run);
        }
    }

    /** What somebody has said before a run, without which it would not have begun. */
    sealed interface Consent extends Event permits Confirmed, PlanApproved {
        /** Who has said what. */
        String sentence();

        /**
         * What {@link Event#object} has written.
         *
         * @throws RuntimeException when it is none, or not whole
         */
        static Consent of(Map<String, Object> object) {
            FactReader facts = new FactReader(object);
            return facts.text("kind").equals("confirmed")
                    ? EventReader.confirmed(facts)
                    : EventReader.planApproved(facts);
        }

        @Override
        default <T> T fold(Cases<T> cases) {
            return cases.consent(this);
        }
    }

    /** What concerns a run as a whole. Those whom the configuration names hear of some of these. */
    sealed interface Milestone extends Event
            permits RunStarted, PhaseStarted, PhaseEnded, GateClosed, RunOutcome, HookFailed {
        /** What it is to those who wait for such; empty when they need not know. */
        Optional<Moment> moment();

        /** The run's number in the journal; empty before there is one. */
        OptionalLong runNumber();

        /** What the operator should read now; empty when it is said otherwise. */
        default Optional<String> note() {
            return Optional.empty();
        }

        @Override
        default <T> T fold(Cases<T> cases) {
            return cases.milestone(this);
        }
    }

    /**
     * Somebody wants the run to pause, to go on or to stop, and it has heard that.
     *
     * @param by {@code nina@bastion}
     */
    record Asked(Wanted wanted, String by) implements Event {
        @Override
        public String kind() {
            return "asked";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("wanted", wanted.word());
            facts.put("by", by);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.asked(this);
        }

        /** {@code Pauses after this batch or step, as nina@bastion wants.} */
        public String sentence() {
            return switch (wanted) {
                case RUN -> "Goes on, as " + by + " wants.";
                case PAUSE -> "Pauses after this batch or step, as " + by + " wants.";
                case STOP -> "Stops, as " + by + " wants.";
            };
        }
    }

    /** It was looked at what is around the database, before a phase. */
    record PreflightDone(Preflight preflight) implements Event {
        @Override
        public String kind() {
            return "preflight_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("operation", preflight.operation().word());
            facts.put("checks", preflight.checks().stream().map(Check::facts).toList());
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.preflightDone(this);
        }

        /** {@code Preflight before contract: 11 green, 2 yellow, 0 red}. */
        String sentence() {
            return "Preflight before " + preflight.operation().word() + ": " + preflight.summary();
        }
    }

    /** The operator goes on in spite of a check that is red. */
    record Overruled(Check check, String reason) implements Event {
        @Override
        public String kind() {
            return "overruled";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("gate", check.subject().gate());
            facts.put("value", check.value());
            facts.put("reason", reason);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.overruled(this);
        }

        /** {@code Overruled preflight.transactions (1 in the way: ...): the report may fail}. */
        public String sentence() {
            return "Overruled " + check.subject().gate() + " (" + check.value() + "): " + reason;
        }
    }

    /**
     * It was looked whether old clients are gone, before a contract.
     *
     * @param warned whether what speaks against the contract is only said
     */
    record DrainSeen(Drain drain, boolean warned) implements Event {
        @Override
        public String kind() {
            return "drain_seen";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = drain.facts();
            facts.put("warned", warned);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.drainSeen(this);
        }

        /** {@code Drain before contract: writes: no old client has written for 15 min; statements: ...}. */
        public String sentence() {
            return "Drain before contract: "
                    + String.join(
                            "; ",
                            drain.witnesses().stream().map(Witness::toString).toList());
        }
    }

    /**
     * There is a way back from an expand.
     *
     * @param position of the server's log of changes at that moment: {@code 0/1A2B3C4D}
     */
    record BackupAccepted(Backup backup, String position) implements Event {
        @Override
        public String kind() {
            return "backup_accepted";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = backup.facts();
            facts.put("lsn", position);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.backupAccepted(this);
        }

        /** {@code Backup: dump "/backup/glance.dump", ...; the server's log is at 0/1A2B3C4D}. */
        public String sentence() {
            return "Backup: " + backup + "; the server's log is at " + position;
        }
    }

    /** An expand begins, and nobody has said where a backup is. */
    record BackupMissed() implements Event {
        @Override
        public String kind() {
            return "backup_missed";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("sentence", sentence());
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.backupMissed(this);
        }

        /** What to say, as a warning. */
        public String sentence() {
            return "backup, nobody has said where one is, and it is the only way back; say it: --backup PATH|STATEMENT";
        }
    }

    /**
     * The operator goes on in spite of a gate that is closed.
     *
     * @param value what keeps it closed
     */
    record GateOverruled(Gate gate, String value, String reason) implements Event {
        @Override
        public String kind() {
            return "overruled";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("gate", gate.word());
            facts.put("value", value);
            facts.put("reason", reason);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.gateOverruled(this);
        }

        /** {@code Overruled drain (writes: ...): the old nodes are off the network}. */
        public String sentence() {
            return "Overruled " + gate.word() + " (" + value + "): " + reason;
        }
    }

    /**
     * A step begins.
     *
     * @param number from 1
     * @param count the plan's steps
     */
    record StepStarted(Step step, int number, int count) implements Event {
        @Override
        public String kind() {
            return "step_started";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("number", number);
            facts.put("count", count);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.stepStarted(this);
        }
    }

    /** A statement of a step ended well. */
    record StatementDone(String sql, Duration took) implements Event {
        @Override
        public String kind() {
            return "statement_done";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("sql", sql, "took_ms", took.toMillis());
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.statementDone(this);
        }
    }

    /**
     * A batch is committed, or a data migration has just begun or resumed.
     *
     * @param rows migrated so far, over all runs
     * @param total to migrate in all
     * @param exact whether the total was counted
     * @param thisRun rows migrated since this run began
     * @param running since this run began on the migration
     * @param pulse how it goes; empty when it has just begun
     */
    record BatchDone(
            RevisionId revision,
            long rows,
            long total,
            boolean exact,
            long thisRun,
            Duration running,
            Optional<RowProgress> pulse)
            implements Event {
        @Override
        public String kind() {
            return "batch_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("revision", revision);
            facts.put("rows", rows);
            facts.put("total", total);
            facts.put("total_exact", exact);
            facts.put("this_run", thisRun);
            facts.put("running_ms", running.toMillis());
            pulse.map(RowProgress::facts).ifPresent(facts::putAll);
            return facts;
        }

        @Override
        public boolean again() {
            return true;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.batchDone(this);
        }

        /** Rows a second, smoothed; 0 until something can be said. */
        public double rate() {
            return pulse.map(RowProgress::rate).orElse(0.0);
        }
    }

    /**
     * A data migration has chosen in which order it walks over its table.
     *
     * @param order its name: {@code spread}
     * @param sentence why
     */
    record OrderChosen(RevisionId revision, String order, String sentence) implements Event {
        @Override
        public String kind() {
            return "order_chosen";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("revision", revision);
            facts.put("order", order);
            facts.put("sentence", sentence);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.orderChosen(this);
        }
    }

    /**
     * The signals of the server were asked afresh while a data migration runs, or it goes on in another way. Comes about
     * once a second.
     *
     * @param changed whether it goes on in another way than before
     */
    record Throttled(RevisionId revision, Going how, Lamps lamps, boolean changed) implements Event {
        @Override
        public String kind() {
            return "throttle";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("revision", revision);
            facts.put("state", how.word());
            facts.put("changed", changed);
            facts.put("sentence", sentence());
            facts.put("lamps", lamps.list().stream().map(Lamp::facts).toList());
            return facts;
        }

        @Override
        public boolean again() {
            return true;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.throttled(this);
        }

        /** {@code Held: standby "s1" has replayed nothing for 70 s (replay_time 70s, limit 10s / 60s)}. */
        public String sentence() {
            return switch (how) {
                case FREELY -> "Goes on";
                case PAUSED -> "Paused by the operator; it holds no lock";
                case SLOWED -> "Slowed down" + why();
                case HELD -> "Held" + why();
            };
        }

        private String why() {
            return lamps.worst()
                    .map(lamp -> ": " + lamp.sentence() + " (" + lamp.name() + " " + lamp.value() + ", limit "
                            + lamp.limit() + ")")
                    .orElse("");
        }
    }

    /** What an earlier attempt had left was put right before the step was repeated. */
    record Healed(RevisionId revision, String sentence) implements Event {
        @Override
        public String kind() {
            return "healed";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("revision", revision, "sentence", sentence);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.healed(this);
        }
    }

    /**
     * An attempt at a step waits for its lock at this moment. Told as soon as it is seen, when other sessions take part
     * in the wait, and every second.
     *
     * @param attempt from 1
     * @param timeout how long it, and all behind it, wait at most; zero for a wait without limit, which lets clients pass
     * @param waited since the first attempt
     * @param seen who blocks it, and who waits behind it; empty when it waits no longer
     */
    record LockWaiting(Step step, int attempt, Duration timeout, Duration waited, Optional<Blockers> seen)
            implements Event {
        @Override
        public String kind() {
            return "lock_waiting";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("attempt", attempt);
            facts.put("timeout_ms", timeout.toMillis());
            facts.put("waited_ms", waited.toMillis());
            facts.put("waits", seen.isPresent());
            facts.putAll(SessionFacts.of(seen));
            return facts;
        }

        @Override
        public boolean again() {
            return true;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.lockWaiting(this);
        }

        /** {@code Waiting for a lock behind pid 4711 (role "glance", active for 3 s): attempt 3}. */
        public String sentence() {
            String whom = seen.map(found -> " behind " + found).orElse(" no longer");
            return "Waiting for a lock" + whom + attempts();
        }

        /** The sentence without the sessions: {@code Waiting for a lock: attempt 3}. */
        public String summary() {
            return "Waiting for a lock" + attempts();
        }

        private String attempts() {
            return timeout.isZero() ? ", for " + LockAwaited.words(waited) : ": attempt " + attempt;
        }
    }

    /**
     * A long statement goes on.
     *
     * @param progress of the phase that it is in
     */
    record Progressed(Step step, StatementProgress progress) implements Event {
        @Override
        public String kind() {
            return "progress";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("command", progress.command());
            facts.put("statement_phase", progress.phase());
            facts.put("blocks_done", progress.blocks().done());
            facts.put("blocks_total", progress.blocks().total());
            facts.put("tuples_done", progress.tuples().done());
            facts.put("tuples_total", progress.tuples().total());
            facts.put("lockers_done", progress.lockers().done());
            facts.put("lockers_total", progress.lockers().total());
            facts.put("locker", progress.locker());
            return facts;
        }

        @Override
        public boolean again() {
            return true;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.progressed(this);
        }
    }

    /**
     * The operator cancelled the statement of another session, or ended the session; or could not.
     *
     * @param session as it was seen before
     * @param done whether that has happened
     * @param sentence what came of it
     */
    record SessionSignalled(SessionAct act, Blocker session, boolean done, String sentence) implements Event {
        @Override
        public String kind() {
            return "session_signalled";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("act", act.word());
            facts.put("session", SessionFacts.of(session));
            facts.put("done", done);
            facts.put("sentence", sentence);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.sessionSignalled(this);
        }
    }

    /**
     * An attempt at a step did not get its lock, and was undone.
     *
     * @param attempt from 1
     * @param timeout how long it, and all behind it, would wait at most
     * @param waited since the first attempt
     * @param deadlock whether it waited in a circle with others, and gave way
     * @param seen who blocked it, and who waited behind it; empty when nobody was seen
     * @param next the pause before the next attempt; empty when this was the last
     */
    record LockAwaited(
            Step step,
            int attempt,
            Duration timeout,
            Duration waited,
            boolean deadlock,
            Optional<Blockers> seen,
            Optional<Duration> next)
            implements Event {
        @Override
        public String kind() {
            return "lock_awaited";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("attempt", attempt);
            facts.put("timeout_ms", timeout.toMillis());
            facts.put("waited_ms", waited.toMillis());
            facts.put("deadlock", deadlock);
            facts.putAll(SessionFacts.of(seen));
            facts.put("next_ms", next.map(Duration::toMillis));
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.lockAwaited(this);
        }

        /** {@code Waiting for a lock behind pid 4711 (role "glance", active for 3 s): attempt 3, next in 2 s}. */
        public String sentence() {
            int behind = seen.map(Blockers::victims).map(List::size).orElse(0);
            return start() + blockers(" behind ") + ": attempt " + attempt
                    + (behind == 0
                            ? ""
                            : ", " + behind + (behind == 1 ? " session" : " sessions") + " waited behind it")
                    + next.map(pause -> ", next in " + words(pause)).orElse(", the last");
        }

        /** The sentence without the sessions: {@code Waiting for a lock: attempt 3, next in 2.1 s}. */
        public String summary() {
            return start() + ": attempt " + attempt
                    + next.map(pause -> ", next in " + words(pause)).orElse(", the last");
        }

        private String start() {
            return deadlock ? "In a deadlock" : "Waiting for a lock";
        }

        /** What to say when there is no further attempt. */
        String given() {
            return "\"" + step.title() + "\" did not get its lock in " + words(waited) + " and " + attempt
                    + (attempt == 1 ? " attempt" : " attempts") + blockers(", blocked by ")
                    + " (nothing of it is applied); end what blocks it or wait for it, then run the same command again.";
        }

        private String blockers(String before) {
            return seen.map(found -> before + found).orElse("");
        }

        private static String words(Duration time) {
            return time.toMillis() < 10_000
                    ? Math.round(time.toMillis() / 100.0) / 10.0 + " s"
                    : time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
        }
    }

    /**
     * A step is committed and recorded.
     *
     * @param rows changed by a data migration, over all runs; 0 for other steps
     */
    record StepDone(Step step, long rows, Duration took) implements Event {
        @Override
        public String kind() {
            return "step_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("rows", rows);
            facts.put("took_ms", took.toMillis());
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.stepDone(this);
        }
    }

    /** A number that may be missing, for JSON. */
    static Optional<Long> of(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** What tells a step from others. */
    static Map<String, Object> of(Step step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", step.id());
        facts.put("phase", step.phase().word());
        facts.put("part", step.part().number() + 1);
        facts.put("parts", step.script().parts().size());
        return facts;
    }
}
