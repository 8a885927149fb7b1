package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.LockHolder;
import io.emcee.catalog.SchemaShape;
import io.emcee.catalog.Server;
import io.emcee.catalog.SqlState;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.lint.Lint;
import io.emcee.lint.Report;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.script.UnknownVersion;
import io.emcee.script.ViewOnly;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The phases of one revision set on one database. Looking opens a connection of its own that cannot write; running takes
 * the global lock. Thread-safe; failures of the server that are no refusal of emcee's come as {@link DatabaseFailed}, and
 * as {@link LockNotGranted} when a table cannot be read.
 */
public final class Engine {
    /** Pending rows are counted up to this for a message. */
    public static final long COUNT_LIMIT = 1_000_000;

    private final Access access;
    private final Supplier<RevisionSet> set;
    private final Optional<String> schema;
    private final Actor actor;
    private final Pace pace;

    /**
     * An engine; nothing is opened yet.
     *
     * @param schema the target's tables; when empty, the first entry of the search path that exists
     */
    public Engine(Access access, RevisionSet set, Optional<String> schema, Actor actor, Pace pace) {
        this(access, () -> set, schema, actor, pace);
    }

    /**
     * As the other, with a set that may still be read.
     *
     * @param set answers the same one always, and may make its caller wait for it; what it throws comes out of whatever
     *     needs the set
     */
    public Engine(Access access, Supplier<RevisionSet> set, Optional<String> schema, Actor actor, Pace pace) {
        this.access = access;
        this.set = set;
        this.schema = schema;
        this.actor = actor;
        this.pace = pace;
    }

    public RevisionSet set() {
        return set.get();
    }

    /** What the database is at, by its histories alone; one statement. */
    public DatabaseState inspect() {
        return read("version", connection -> inspector(connection).state());
    }

    /** As {@link #inspect}, and every open data migration is asked whether rows are pending. */
    public DatabaseState inspectRows() {
        return read("check", connection -> inspector(connection).stateOfRows());
    }

    /** The pending rows of each open data migration, counted up to {@link #COUNT_LIMIT} + 1; none are left out. */
    public Map<RevisionId, Long> pending(Progress progress) {
        return read("pending rows", connection -> inspector(connection).pending(progress, COUNT_LIMIT + 1));
    }

    /**
     * What screens show, on one connection.
     *
     * @param rows whether the open data migrations are asked how many rows are pending, which may take as long as
     *     reading their tables
     */
    public Survey survey(boolean rows) {
        return read("survey", connection -> {
            String target = schema(connection);
            Inspector inspector = new Inspector(connection, set(), target);
            DatabaseState state = inspector.state();
            Optional<Map<RevisionId, Long>> pending = Optional.empty();
            if (rows) {
                // What another tool manages may lack the tables that would be asked.
                boolean ours = state instanceof Controlled;
                pending = Optional.of(ours ? inspector.pending(state.progress(), COUNT_LIMIT + 1) : Map.of());
            }
            return new Survey(
                    Server.read(connection),
                    target,
                    state,
                    pending,
                    GlobalLock.holder(connection),
                    RunReader.runs(connection).newest(1).stream().findFirst());
        });
    }

    /**
     * What the statements of the revisions that are not applied would lock and do, by the size of the tables and the
     * version of the server.
     *
     * @param also revisions to look at as well, though they may be applied
     * @throws ViewOnly when the set can only be shown
     */
    public Report lint(Collection<RevisionId> also) {
        set().runnable("lint");
        return read("lint", connection -> {
            Set<RevisionId> applied =
                    new HashSet<>(inspector(connection).state().progress().applied());
            applied.removeAll(also);
            return lint(connection, applied);
        });
    }

    private Report lint(Connection connection, Collection<RevisionId> applied) throws SQLException {
        return Lint.of(set(), applied, SchemaShape.read(connection, schema(connection)));
    }

    /** The schema of the target's tables. */
    public String schema() {
        return read("schema", this::schema);
    }

    /** What tells this database from every other, also from a copy of it: the cluster's identifier and the database's. */
    public String identity() {
        return read("identity", connection -> {
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT (SELECT system_identifier FROM pg_control_system()) || '/'
                                || (SELECT oid FROM pg_database WHERE datname = current_database())
                            """)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** Who changes the database at this moment. */
    public Optional<LockHolder> busy() {
        return read("lock", GlobalLock::holder);
    }

    /**
     * What an operation would do.
     *
     * @param version where to stop: a revision, release, alias or legacy number; empty for as far as it goes
     * @throws GateRefused when something must come first, or rows that a contract waits for are pending
     * @throws DriftFound when what is applied does not match the revision set
     * @throws NotUnderControl when the database has tables but no histories
     * @throws UnknownVersion when the set does not have the version
     * @throws ViewOnly when the set can only be shown
     */
    public Plan plan(Operation operation, Optional<String> version) {
        set().runnable(operation.word());
        return read("plan", connection -> plan(connection, operation, version));
    }

    private Plan plan(Connection connection, Operation operation, Optional<String> version) throws SQLException {
        Inspector inspector = inspector(connection);
        DatabaseState state = inspector.stateOfRows();
        if (!(operation == Operation.SYNC && state instanceof Adoptable)) {
            refuseForeign(state);
        }
        Plan plan = planner(state).plan(operation, version);
        if (operation == Operation.CONTRACT) {
            Planner.checkData(
                    state.progress(),
                    plan.steps().stream().map(Step::id).toList(),
                    inspector.pending(state.progress(), COUNT_LIMIT + 1));
        }
        return plan.isEmpty()
                ? plan
                : plan.linted(lint(connection, state.progress().applied()));
    }

    /** What is around the database, and in the way of a plan or to be known before it is run. Changes nothing. */
    public Preflight preflight(Plan plan) {
        return attempt(() -> examination().of(plan));
    }

    /**
     * What is around the database, before all that is left of an operation, whether or not it may begin: what must come
     * first is not asked.
     *
     * @param version where to stop, as of {@link #plan}
     * @throws NotUnderControl when the database has tables but no histories
     * @throws ViewOnly when the set can only be shown
     */
    public Preflight preflight(Operation operation, Optional<String> version) {
        return preflight(left(operation, version));
    }

    /** All that is left of an operation, whether or not it may begin. */
    Plan left(Operation operation, Optional<String> version) {
        set().runnable("prepare an upgrade");
        return read("plan", connection -> {
            DatabaseState state = inspector(connection).state();
            refuseForeign(state);
            Plan all = planner(state).plan(Operation.UPGRADE, version);
            return all.linted(lint(connection, state.progress().applied())).only(operation);
        });
    }

    /**
     * Whether to say where a backup is before a plan is run: it changes the structure of a database that has something
     * in it, and none was accepted within the time that a backup may be old.
     */
    public boolean wantsBackup(Plan plan) {
        return read("backup", connection -> BackupGate.wanted(connection, plan, pace.gates()));
    }

    /**
     * Takes a backup for the way back of all that follows within the time that it may be old: the journal keeps it.
     *
     * @throws LockBusy when somebody else works on the database
     */
    public void accept(Backup backup) {
        attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "backup " + actor);
                    Connection writer = access.writer("backup")) {
                refuseForeign(inspector(writer).state());
                lock.check();
                StateSchema.prepare(writer, actor, schema(writer));
                BackupGate.record(writer, actor, backup);
            }
            return true;
        });
    }

    /** What the target wants to be sure of. */
    public GateRules gates() {
        return pace.gates();
    }

    /** The drain of old clients before a contract. */
    public Drains drains() {
        return new Drains(this, access, actor, pace);
    }

    private Examination examination() {
        return new Examination(access, schema(), pace.preflight());
    }

    private Planner planner(DatabaseState state) {
        return new Planner(
                set(),
                state.progress(),
                (script, part) -> state instanceof Controlled controlled
                        && controlled.records().has(script, part));
    }

    /**
     * What taking the database under control would record.
     *
     * @param version what the operator says the database is at; needed only where no other tool's table tells
     * @throws NotUnderControl when there is nothing to take, or the version is unknown or contradicts the table
     * @throws DriftFound when the other tool's version is not one of the revision set, or behind what emcee recorded
     * @throws ViewOnly when the set can only be shown
     */
    public Adoption adoption(Optional<String> version) {
        set().runnable("take a database under control");
        return read("adoption", connection -> new Adopter(connection, set(), schema(connection)).plan(version));
    }

    /**
     * Records an adoption, all of it or nothing.
     *
     * @param version as it was for {@link #adoption}
     * @throws LockBusy when somebody else works on the database
     * @throws DriftFound when the database has changed since the adoption was planned
     * @throws ViewOnly when the set can only be shown
     */
    public void adopt(Adoption adoption, Optional<String> version) {
        set().runnable("take a database under control");
        attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "adopt " + actor);
                    Connection writer = access.writer("adopt")) {
                lock.check();
                new Adopter(writer, set(), schema(writer)).carryOut(adoption, version, actor);
                Journal.open(writer, actor.user(), actor.host())
                        .append(OptionalLong.empty(), Recorded.ADOPTED, Json.line(adoption.facts()));
            }
            return true;
        });
    }

    /**
     * What would make the histories say what the files say.
     *
     * @throws NotUnderControl when the database has no histories
     */
    public Repair repair() {
        return read("repair", this::repair);
    }

    private Repair repair(Connection connection) throws SQLException {
        set().runnable("repair histories");
        if (inspector(connection).state() instanceof Controlled controlled) {
            return Repair.of(controlled.records(), set(), controlled.drift());
        }
        throw new NotUnderControl("The database has no histories of emcee, so there is nothing to repair.");
    }

    /**
     * Carries a repair out, all of it or nothing. The journal keeps it, and why.
     *
     * @throws LockBusy when somebody else works on the database
     * @throws DriftFound when the histories or the files have changed since the repair was looked at
     */
    public void repair(Repair repair, String reason) {
        attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "repair " + actor);
                    Connection writer = access.writer("repair")) {
                lock.check();
                if (!repair(writer).equals(repair)) {
                    throw new DriftFound("Somebody changed the histories since the repair was looked at; look again.");
                }
                StateSchema.prepare(writer, actor, schema(writer), () -> repair.write(writer));
                Map<String, Object> facts = repair.facts();
                facts.put("reason", reason);
                Journal.open(writer, actor.user(), actor.host())
                        .append(OptionalLong.empty(), "repaired", Json.line(facts));
            }
            return true;
        });
    }

    /**
     * Runs a plan. Every step stays done even if a later one fails; the plan of the same operation then begins where
     * this run ended.
     *
     * @param events told of everything that happens, one event after the other, on a thread of its own. The run waits
     *     for it before and after each step and batch, and never while it holds a lock; what it throws ends the run
     * @throws LockBusy when somebody else works on the database
     * @throws GateRefused when rows that a contract waits for are pending, when the linter calls a statement an error
     *     that its file does not waive, when something around the database is in the way of a phase, when there is no
     *     backup before an expand, or when the clients of the release before a contract are not known to be gone
     * @throws LockNotGranted when a step did not get its lock in time; nothing of it is applied
     * @throws RevisionFailed when a step fails; it is rolled back, or healed by the next run
     * @throws Stopped when {@code stop} was requested
     * @throws DriftFound when the database has changed since the plan was made
     */
    public void run(Plan plan, Consumer<Event> events, StopSignal stop) {
        run(plan, Overrules.NONE, events, stop);
    }

    /**
     * As {@link #run(Plan, Consumer, StopSignal)}, and gates that the operator overrules do not refuse; what was
     * overruled is among the events.
     */
    public void run(Plan plan, Overrules overrules, Consumer<Event> events, StopSignal stop) {
        run(plan, new Answers(overrules, Optional.empty(), false), events, stop);
    }

    /** As {@link #run(Plan, Consumer, StopSignal)}, with what the operator says to the gates. */
    public void run(Plan plan, Answers answers, Consumer<Event> events, StopSignal stop) {
        if (plan.isEmpty()) {
            return;
        }
        plan.refuseLint();
        attempt(() -> {
            PhaseGate.Doors doors = new PhaseGate.Doors(
                    new BackupGate(access, pace.gates(), answers),
                    new DrainGate(access, schema(), pace.gates(), answers));
            PhaseGate gate = passed(new PhaseGate(examination(), doors, plan, answers.overrules()), plan, events);
            try (GlobalLock lock = GlobalLock.take(access, plan.operation().word() + " " + actor)) {
                new Run(access, lock, set(), schema(), actor, pace).execute(plan, gate, events, stop);
            }
            return true;
        });
    }

    private PhaseGate passed(PhaseGate gate, Plan plan, Consumer<Event> events) throws SQLException {
        try {
            gate.first(events);
            return gate;
        } catch (GateRefused refused) {
            record(plan.operation(), refused);
            throw refused;
        }
    }

    /** What can be done about the sessions of others. */
    public Signals signals() {
        return new Signals(this, access, actor);
    }

    /** What runs, or ran. */
    public RunReader runs() {
        return new RunReader(this, access, actor);
    }

    /** What was done to the database. */
    public JournalReader journal() {
        return new JournalReader(this);
    }

    /**
     * Writes to the journal that an operation was refused before it began. A database without a journal, and a role that
     * may not write it, are no second failure.
     */
    public void record(Operation operation, EngineException refusal) {
        try (Connection writer = access.writer("journal")) {
            if (StateSchema.current(writer)) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("operation", operation.word());
                facts.put("exit_code", refusal.exitCode());
                facts.put("sentence", refusal.getMessage());
                Journal.open(writer, actor.user(), actor.host())
                        .append(OptionalLong.empty(), Recorded.REFUSED, Json.line(facts));
            }
        } catch (SQLException | RuntimeException unwritten) {
            refusal.addSuppressed(unwritten);
        }
    }

    /**
     * Takes emcee's schema and its triggers out of the database; the target's tables stay as they are.
     *
     * @return false when there was none
     * @throws LockBusy when somebody else works on the database
     */
    public boolean release() {
        set().runnable("release a database");
        // To drop them with the schema would wait for their tables without a limit.
        if (read("release", StateSchema::traps)) {
            drains().stop(note -> {}, new StopSignal());
        }
        return attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, "release " + actor);
                    Connection writer = access.writer("release")) {
                boolean present = StateSchema.present(writer);
                lock.check();
                if (present) {
                    StateSchema.drop(writer);
                }
                return present;
            }
        });
    }

    /** Refuses what is not emcee's to change. */
    static void refuseForeign(DatabaseState state) {
        state.<Boolean>fold(
                controlled -> {
                    refuseDrift(controlled.drift());
                    return true;
                },
                empty -> true,
                adoptable -> {
                    throw new NotUnderControl("The database has tables but is not under emcee's control: "
                            + adoptable.table() + " says " + String.join(", ", adoptable.versions())
                            + "; take it under control first: emcee db version_control");
                },
                unknown -> {
                    throw new NotUnderControl("The database has " + unknown.tables()
                            + (unknown.tables() == 1 ? " table" : " tables")
                            + " of unknown origin and no version; if you know it, say it:"
                            + " emcee db version_control VERSION");
                });
    }

    private static void refuseDrift(List<String> drift) {
        if (!drift.isEmpty()) {
            String more = drift.size() > 1 ? " (and " + (drift.size() - 1) + " more; see emcee db check)" : "";
            throw new DriftFound(drift.get(0) + more);
        }
    }

    private Inspector inspector(Connection connection) throws SQLException {
        return new Inspector(connection, set(), schema(connection));
    }

    String schema(Connection connection) throws SQLException {
        if (schema.isPresent()) {
            return schema.get();
        }
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(current_schema(), 'public')")) {
            row.next();
            return row.getString(1);
        }
    }

    <T> T read(String purpose, Question<T> question) {
        return attempt(() -> {
            try (Connection connection = access.reader(purpose)) {
                return answer(connection, question);
            }
        });
    }

    private <T> T answer(Connection connection, Question<T> question) throws SQLException {
        try {
            return question.ask(connection);
        } catch (SQLException failed) {
            if (SqlState.LOCK_NOT_AVAILABLE.in(failed)) {
                throw LockNotGranted.reading(access.database(), Blockers.exclusive(connection), failed);
            }
            throw failed;
        }
    }

    <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (SQLException failed) {
            throw SqlState.LOCK_NOT_AVAILABLE.in(failed)
                    ? LockNotGranted.reading(access.database(), List.of(), failed)
                    : DatabaseFailed.of(access.database(), failed);
        }
    }

    /**
     * How a run treats the service beside which it works.
     *
     * @param batchSize rows that a data migration walks over in one transaction, at least 1
     * @param preflight what may be around the database when a phase begins
     * @param gates what it wants to be sure of before a phase that cannot simply be undone
     */
    public record Pace(int batchSize, LockLadder locks, PreflightRules preflight, GateRules gates) {
        /** With the usual gates. */
        public Pace(int batchSize, LockLadder locks, PreflightRules preflight) {
            this(batchSize, locks, preflight, GateRules.DEFAULT);
        }

        /** With the usual preflight. */
        public Pace(int batchSize, LockLadder locks) {
            this(batchSize, locks, PreflightRules.DEFAULT);
        }

        /** With the usual patience for locks. */
        public static Pace of(int batchSize) {
            return new Pace(batchSize, LockLadder.DEFAULT);
        }
    }

    /** What is asked on a connection that cannot write. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** What may fail as the server says. */
    interface Attempt<T> {
        T make() throws SQLException;
    }
}
