package io.emcee.engine;

import io.emcee.batch.Tuning;
import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
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
    private final Attempts attempts;
    private final Supplier<RevisionSet> set;
    private final Optional<String> schema;
    private final Actor actor;
    private final Pace pace;
    private final Hooks hooks;

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
        this(access, set, schema, actor, pace, Hooks.NONE);
    }

    private Engine(
            Access access, Supplier<RevisionSet> set, Optional<String> schema, Actor actor, Pace pace, Hooks hooks) {
        this.access = access;
        this.attempts = new Attempts(access);
        this.set = set;
        this.schema = schema;
        this.actor = actor;
        this.pace = pace;
        this.hooks = hooks;
    }

    /** The same engine, which tells somebody of what happens. */
    public Engine with(Hooks told) {
        return new Engine(access, set, schema, actor, pace, told);
    }

    /** Who is told of what happens. */
    public Hooks hooks() {
        return hooks;
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
            return planning().lint(connection, applied);
        });
    }

    /** The schema of the target's tables. */
    public String schema() {
        return read("schema", this::schema);
    }

    /** What tells this database from every other, also from a copy of it: the cluster's identifier and the database's. */
    public String identity() {
        return read("identity", Server::identity);
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
        return read("plan", connection -> planning().plan(connection, operation, version));
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
        return read("plan", connection -> planning().left(connection, operation, version));
    }

    private Planning planning() {
        return new Planning(this);
    }

    /** What the target wants to be sure of. */
    public GateRules gates() {
        return pace.gates();
    }

    /** Databases that another tool has managed so far, and how they come under control. */
    public Adoptions adoptions() {
        return new Adoptions(this, access, actor);
    }

    /** How histories are mended whose files were edited after they were applied. */
    public Repairs repairs() {
        return new Repairs(this, access, actor);
    }

    /** The backups that are the way back from an expand. */
    public AcceptedBackups backups() {
        return new AcceptedBackups(this, access, actor);
    }

    /** What was refused before it began. */
    public Refusals refusals() {
        return new Refusals(this, access, actor);
    }

    /** How a data migration treats the server, until the operator changes it. */
    public Tuning tuning() {
        return pace.tuning();
    }

    /** The drain of old clients before a contract. */
    public Drains drains() {
        return new Drains(this, access, actor, pace);
    }

    private Examination examination() {
        return new Examination(access, schema(), pace.preflight());
    }

    /**
     * Runs a plan. Every step stays done even if a later one fails; the plan of the same operation then begins where
     * this run ended.
     *
     * @param events told of everything that happens, one event after the other, on a thread of its own; that a hook
     *     has failed may come after the run. The run waits for it before and after each step and batch, and never while
     *     it holds a lock; what it throws ends the run
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
        Audience audience = audience(events);
        try {
            execute(plan, answers, audience, stop);
        } catch (RuntimeException ended) {
            audience.ended(plan.operation(), ended);
            throw ended;
        }
        audience.done(plan.operation());
    }

    /** Who hears of what happens: a listener, and the hooks. */
    Audience audience(Consumer<Event> listener) {
        return new Audience(access, actor, hooks, listener);
    }

    private void execute(Plan plan, Answers answers, Consumer<Event> events, StopSignal stop) {
        plan.refuseLint();
        attempt(() -> {
            PhaseGate.Doors doors = new PhaseGate.Doors(
                    new BackupGate(access, pace.gates(), answers),
                    new DrainGate(access, schema(), pace.gates(), answers));
            PhaseGate gate = passed(new PhaseGate(examination(), doors, plan, answers), plan, events);
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
            refusals().write(plan.operation(), refused);
            throw refused;
        }
    }

    /**
     * Does something that is no phase, under the global lock.
     *
     * @throws LockBusy when somebody else works on the database
     * @throws NotUnderControl when the database has tables but no histories
     * @throws DriftFound when what is applied does not match the revision set
     */
    public void work(Errand errand) {
        attempt(() -> {
            try (GlobalLock lock = GlobalLock.take(access, errand.word() + " " + actor);
                    Connection journaling = access.writer("journal")) {
                errand.stop().check();
                inspector(journaling).state().refuseForeign();
                StateSchema.prepare(journaling, actor, schema(journaling));
                LockedRun.execute(access, lock, errand, journaling, actor, pace.locks());
            }
            return true;
        });
    }

    /**
     * Something to do under the global lock.
     *
     * @param word for whoever finds the lock taken: {@code purge}
     * @param intent what the journal is told before anything is done
     */
    public record Errand(String word, Map<String, Object> intent, StopSignal stop, LockedRun.Work work) {}

    /** Something small that is written in one transaction; answers what the journal is told of it. */
    @FunctionalInterface
    public interface Note {
        Map<String, Object> write(Connection connection) throws SQLException;
    }

    /**
     * Writes something small to emcee's own schema, beside whatever runs; the global lock is taken only where the schema
     * has to be made or upgraded first.
     *
     * @param kind of the journal's entry
     * @throws LockBusy when somebody else works on a database whose schema is not up to date
     * @throws NotUnderControl when the database has tables but no histories
     */
    public void write(String kind, Note note) {
        attempt(() -> {
            try (Connection writer = access.writer(kind)) {
                inspector(writer).state().refuseForeign();
                if (!StateSchema.current(writer)) {
                    try (GlobalLock lock = GlobalLock.take(access, kind + " " + actor)) {
                        lock.check();
                        StateSchema.prepare(writer, actor, schema(writer));
                    }
                }
                Map<String, Object> facts = new LinkedHashMap<>();
                StateSchema.prepare(writer, actor, schema(writer), () -> facts.putAll(note.write(writer)));
                Journal.open(writer, actor.user(), actor.host()).append(OptionalLong.empty(), kind, Json.line(facts));
            }
            return true;
        });
    }

    /** Who works. */
    public Actor actor() {
        return actor;
    }

    /** Whether emcee's schema in the database has a place for holds and tombstones. */
    public static boolean keepsHolds(Connection connection) throws SQLException {
        return StateSchema.purges(connection);
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
     * Takes emcee's schema and its triggers out of the database; the target's tables stay as they are.
     *
     * @return false when there was none
     * @throws LockBusy when somebody else works on the database
     */
    public boolean release() {
        set().runnable("release a database");
        return new Release(this, access, actor, pace.locks()).carryOut();
    }

    Inspector inspector(Connection connection) throws SQLException {
        return new Inspector(connection, set(), schema(connection));
    }

    /** The schema of the target's tables, asked on this connection. */
    public String schema(Connection connection) throws SQLException {
        if (schema.isPresent()) {
            return schema.get();
        }
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(current_schema(), 'public')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Asks something on a connection that the server keeps from writing, and closes it. */
    public <T> T read(String purpose, Question<T> question) {
        return attempts.read(purpose, question);
    }

    <T> T attempt(Attempts.Work<T> work) {
        return attempts.make(work);
    }

    /**
     * How a run treats the service beside which it works.
     *
     * @param batchSize rows that a data migration walks over in its first batch, at least 1
     * @param preflight what may be around the database when a phase begins
     * @param gates what it wants to be sure of before a phase that cannot simply be undone
     * @param tuning how a data migration treats the server, until the operator changes it
     */
    public record Pace(int batchSize, LockLadder locks, PreflightRules preflight, GateRules gates, Tuning tuning) {
        /** With the usual tuning. */
        public Pace(int batchSize, LockLadder locks, PreflightRules preflight, GateRules gates) {
            this(batchSize, locks, preflight, gates, Tuning.DEFAULT);
        }

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
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
