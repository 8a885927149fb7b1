package io.emcee.engine;

import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** One plan being run, under the global lock. For one thread and one use. */
final class Run {
    private final Access access;
    private final GlobalLock lock;
    private final RevisionSet set;
    private final String schema;
    private final Actor actor;
    private final Engine.Pace pace;

    Run(Access access, GlobalLock lock, RevisionSet set, String schema, Actor actor, Engine.Pace pace) {
        this.access = access;
        this.lock = lock;
        this.set = set;
        this.schema = schema;
        this.actor = actor;
        this.pace = pace;
    }

    /** @param gate open for the first phase */
    void execute(Plan plan, PhaseGate gate, Consumer<Event> events, StopSignal stop) throws SQLException {
        String purpose = plan.operation().word();
        try (Connection worker = access.writer(purpose)) {
            Session.unlimited(worker);
            stop.check();
            // With histories, and be they empty, it would look as if it were emcee's.
            new Inspector(worker, set, schema).state().refuseForeign();
            StateSchema.prepare(worker, actor, schema);
            try (RunRecord record = RunRecord.begin(access, actor, set, plan);
                    LiveRun live = LiveRun.begin(
                            access, record, LiveRun.facts(plan, set.name(), pace.tuning()), lock.backend(), stop)) {
                Told told = new Told(record, live, events);
                recorded(plan, told, () -> {
                    Phases phases = new Phases(record.run(), plan.operation(), plan.steps());
                    try (EventStream stream = new EventStream(told.all(), phases)) {
                        live.tells(stream::post);
                        execute(plan, worker, gate, stream, stop);
                    }
                });
            }
        } finally {
            stop.idle();
        }
    }

    /** Who is told of a run: the journal first, then whoever looks at its row, then who has started it. */
    private record Told(RunRecord record, LiveRun live, Consumer<Event> starter) {
        Consumer<Event> all() {
            return record.andThen(live).andThen(starter);
        }
    }

    /** However a run ends, the journal says so; and if the journal cannot, that is no reason to hide how it ended. */
    private static void recorded(Plan plan, Told told, Body work) throws SQLException {
        try {
            work.go();
            told.record().done(plan);
        } catch (SQLException | RuntimeException ended) {
            try {
                told.record().ended(ended);
            } catch (EngineException unwritten) {
                ended.addSuppressed(unwritten);
            }
            throw ended;
        } finally {
            told.live().end(told.record().result());
        }
    }

    private interface Body {
        void go() throws SQLException;
    }

    private void execute(Plan plan, Connection worker, PhaseGate gate, EventStream stream, StopSignal stop)
            throws SQLException {
        String purpose = plan.operation().word();
        try (Access.Pool pool = access.pool(purpose, 3);
                LockWatch watch = LockWatch.start(access)) {
            Place place = new Place(set, schema, Session.searchPath(worker, schema));
            RunContext context = new RunContext(place, lock, stop, stream);
            Progress start = unchanged(worker, plan);
            stop.cancelBy(lock::cancel);
            stream.begun(plan.target());
            gate.tell(stream::tell);
            LockWaits waits = new LockWaits(pace.locks(), watch, context);
            Applier applier = new Applier(pool, actor);
            LastLook look = new LastLook(worker, start, gate, context);
            TransactionSteps transactions = new TransactionSteps(applier, waits, context, look);
            new Steps(
                            transactions,
                            new StatementSteps(worker, applier, waits, context),
                            new RowSteps(worker, new RowSteps.Surroundings(access, pace), transactions, context),
                            look,
                            new IndexDoctor(worker, context, waits))
                    .run(plan.steps());
        }
    }

    /** The plan was made without the lock; what it builds on must still hold. */
    private Progress unchanged(Connection worker, Plan plan) throws SQLException {
        DatabaseState state = new Inspector(worker, set, schema).state();
        state.refuseForeign();
        boolean same = state.fold(
                controlled -> follows(plan, controlled.progress(), controlled.records()),
                empty -> follows(plan, empty.progress(), Records.none()),
                adoptable -> false,
                unknown -> false);
        if (!same) {
            throw new DriftFound("Somebody changed the database \"" + access.database()
                    + "\" since the plan was made; look at the plan again.");
        }
        return state.progress();
    }

    /** Whether each step still waits to be done, and finds what it needs applied when its turn comes. */
    private static boolean follows(Plan plan, Progress start, Records records) {
        Set<RevisionId> applied = new HashSet<>(start.applied());
        for (Step step : plan.steps()) {
            boolean waits = !(step.record() && records.has(step.script(), step.part()))
                    && (step.kind() != Step.Kind.ROWS || start.open(step.id()));
            if (!waits || !step.script().revision().parents().allMatch(applied::contains)) {
                return false;
            }
            if (step.completes()) {
                applied.add(step.id());
            }
        }
        return start.version().equals(plan.from());
    }
}
