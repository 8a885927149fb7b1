package io.emcee.engine;

import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.revision.CompositeVersion;
import io.emcee.run.Pulse;
import io.emcee.run.Result;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.script.RevisionSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Writes a run to the journal: before each step what is meant, after it what came of it. An entry is committed before
 * {@link #accept} returns, on a connection of its own; when that fails, so does the run. Thread-safe.
 */
final class RunRecord implements Consumer<Event>, AutoCloseable {
    /** The file that this process writes, if it was started with one: a property of the Java machine. */
    static final String LOG = "emcee.log";

    /** A statement that carries rows may be long; its beginning tells which it was. */
    private static final int LONGEST_SQL = 10_000;

    private final Connection connection;
    private final String database;
    private final Journal journal;
    private final RevisionSet set;
    private final OptionalLong run;
    private final long begin = System.nanoTime();
    private final Kinds kinds = new Kinds();
    private final List<Map<String, Object>> statements = new ArrayList<>();
    private Optional<Step> current = Optional.empty();
    private Optional<Result> result = Optional.empty();
    private int steps;
    private long rows;

    private RunRecord(Connection connection, Journal journal, RevisionSet set, Plan plan) throws SQLException {
        this.connection = connection;
        this.journal = journal;
        this.set = set;
        this.database = connection.getCatalog();
        this.run = OptionalLong.of(journal.begin(Recorded.RUN_STARTED, Json.line(facts(plan))));
    }

    /** Opens the journal, and writes what is meant. */
    static RunRecord begin(Access access, Actor actor, RevisionSet set, Plan plan) throws SQLException {
        Connection connection = access.writer("journal");
        try {
            Session.unlimited(connection);
            Journal journal = Journal.open(connection, actor.user(), actor.host());
            return new RunRecord(connection, journal, set, plan);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** The run's number. */
    long run() {
        return run.getAsLong();
    }

    /** Writes the row of the run, which somebody else keeps from then on. */
    void insert(Map<String, Object> what, int backend) throws SQLException {
        Pulse.insert(connection, run(), RunRow.PHASE, what, LiveRun.owner(journal.author(), backend));
    }

    /** How the run ended; empty before. */
    synchronized Optional<Result> result() {
        return result;
    }

    private static Map<String, Object> facts(Plan plan) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", plan.operation().word());
        facts.put("target", plan.target());
        facts.put("plan", plan.hash());
        facts.put("from", plan.from());
        facts.put("to", plan.to());
        facts.put("steps", plan.steps().stream().map(Step::title).toList());
        return facts;
    }

    @Override
    public synchronized void accept(Event event) {
        event.fold(kinds).ifPresent(facts -> append(event.kind(), facts));
    }

    /** Every step is done. */
    synchronized void done(Plan plan) {
        end(new Result(RunState.DONE, 0, plan.operation().title() + " done.", Optional.empty(), steps, rows));
    }

    /** The run ended early. */
    synchronized void ended(Exception reason) {
        int exitCode = reason instanceof EngineException known ? known.exitCode() : 1;
        Result ended = new Result(state(exitCode), exitCode, sentence(reason), gate(reason), steps, rows);
        result = Optional.of(ended);
        current.ifPresent(step -> append(Recorded.STEP_FAILED, failed(step, ended.sentence())));
        end(ended);
    }

    /** What the operator is told: what is known has its own sentence. */
    private static String sentence(Exception reason) {
        return reason instanceof SQLException ? Failures.words(reason) : String.valueOf(reason.getMessage());
    }

    private static Optional<String> gate(Exception reason) {
        return reason instanceof GateRefused refused
                ? Optional.of(refused.gate().word())
                : Optional.empty();
    }

    static RunState state(int exitCode) {
        return switch (exitCode) {
            case 0 -> RunState.DONE;
            case 6, 9 -> RunState.REFUSED;
            case 8 -> RunState.STOPPED;
            default -> RunState.FAILED;
        };
    }

    private Map<String, Object> failed(Step step, String sentence) {
        Map<String, Object> facts = Event.of(step);
        facts.put("sentence", sentence);
        facts.put("statements", List.copyOf(statements));
        return facts;
    }

    private void end(Result ended) {
        result = Optional.of(ended);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("result", ended.state().word());
        facts.put("exit_code", ended.exitCode());
        facts.put("sentence", ended.sentence());
        facts.put("version", version());
        facts.put("steps", steps);
        facts.put("rows", rows);
        facts.put("took_ms", Duration.ofNanos(System.nanoTime() - begin).toMillis());
        append(Recorded.RUN_ENDED, facts);
    }

    /** What the database is at now, whatever was planned. */
    private CompositeVersion version() {
        try {
            Records records = Records.read(connection).orElseGet(Records::none);
            return CompositeVersion.of(set.graph(), records.applied(set));
        } catch (SQLException failed) {
            throw unwritten(failed);
        }
    }

    private void append(String kind, Map<String, Object> facts) {
        try {
            journal.append(run, kind, Json.line(facts));
        } catch (SQLException failed) {
            throw unwritten(failed);
        }
    }

    private DatabaseFailed unwritten(SQLException failed) {
        return new DatabaseFailed(
                "The journal of \"" + database + "\" cannot be written (" + Failures.words(failed)
                        + "), so this run ended; what was done is kept. Run the same command again to go on.",
                failed);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What is kept of each kind of event; empty for what only screens want. */
    private final class Kinds implements Event.Cases<Optional<Map<String, Object>>> {
        @Override
        public Optional<Map<String, Object>> consent(Event.Consent event) {
            return Optional.of(with(event.facts(), event.sentence()));
        }

        /** Written already: it is what gave the run its number. */
        @Override
        public Optional<Map<String, Object>> runStarted(Event.RunStarted event) {
            return Optional.empty();
        }

        /** The record writes by itself how a run begins and ends, and phases follow from steps. */
        @Override
        public Optional<Map<String, Object>> milestone(Event.Milestone event) {
            return Optional.empty();
        }

        /** Written by whoever asks. */
        @Override
        public Optional<Map<String, Object>> asked(Event.Asked event) {
            return Optional.empty();
        }

        /** What is green says nothing later. */
        @Override
        public Optional<Map<String, Object>> preflightDone(Event.PreflightDone event) {
            List<Check> findings = event.preflight().checks().stream()
                    .filter(check -> check.state() != Check.State.GREEN)
                    .toList();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("operation", event.preflight().operation().word());
            facts.put("sentence", event.sentence());
            facts.put("checks", findings.stream().map(Check::facts).toList());
            return findings.isEmpty() ? Optional.empty() : Optional.of(facts);
        }

        @Override
        public Optional<Map<String, Object>> overruled(Event.Overruled event) {
            return Optional.of(with(event.facts(), event.sentence()));
        }

        @Override
        public Optional<Map<String, Object>> drainSeen(Event.DrainSeen event) {
            return Optional.of(with(event.facts(), event.sentence()));
        }

        @Override
        public Optional<Map<String, Object>> gateOverruled(Event.GateOverruled event) {
            return Optional.of(with(event.facts(), event.sentence()));
        }

        @Override
        public Optional<Map<String, Object>> backupAccepted(Event.BackupAccepted event) {
            return Optional.of(with(event.facts(), event.sentence()));
        }

        @Override
        public Optional<Map<String, Object>> backupMissed(Event.BackupMissed event) {
            return Optional.of(event.facts());
        }

        private Map<String, Object> with(Map<String, Object> facts, String sentence) {
            Map<String, Object> more = new LinkedHashMap<>(facts);
            more.put("sentence", sentence);
            return more;
        }

        @Override
        public Optional<Map<String, Object>> stepStarted(Event.StepStarted event) {
            current = Optional.of(event.step());
            statements.clear();
            return Optional.of(event.facts());
        }

        /** Kept until its step is done: whether it counts is known only then. */
        @Override
        public Optional<Map<String, Object>> statementDone(Event.StatementDone event) {
            String sql = event.sql();
            boolean whole = sql.length() <= LONGEST_SQL;
            statements.add(Map.of(
                    "sql",
                    whole ? sql : sql.substring(0, LONGEST_SQL) + "...",
                    "took_ms",
                    event.took().toMillis()));
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> batchDone(Event.BatchDone event) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> orderChosen(Event.OrderChosen event) {
            return Optional.of(event.facts());
        }

        /** What was seen each second says nothing later. */
        @Override
        public Optional<Map<String, Object>> throttled(Event.Throttled event) {
            return event.changed() ? Optional.of(event.facts()) : Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> healed(Event.Healed event) {
            return Optional.of(event.facts());
        }

        @Override
        public Optional<Map<String, Object>> lockWaiting(Event.LockWaiting event) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> progressed(Event.Progressed event) {
            return Optional.empty();
        }

        /** Written by whoever sends the signal, run or no run. */
        @Override
        public Optional<Map<String, Object>> sessionSignalled(Event.SessionSignalled event) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> lockAwaited(Event.LockAwaited event) {
            statements.clear();
            Map<String, Object> facts = new LinkedHashMap<>(event.facts());
            facts.put("sentence", event.sentence());
            return Optional.of(facts);
        }

        @Override
        public Optional<Map<String, Object>> stepDone(Event.StepDone event) {
            Map<String, Object> facts = new LinkedHashMap<>(event.facts());
            facts.put("statements", List.copyOf(statements));
            current = Optional.empty();
            steps++;
            rows += event.rows();
            return Optional.of(facts);
        }
    }
}
