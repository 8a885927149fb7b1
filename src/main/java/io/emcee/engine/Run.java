package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.Checkpoint;
import io.emcee.backfill.NoKey;
import io.emcee.backfill.NotEnding;
import io.emcee.backfill.Work;
import io.emcee.catalog.SqlState;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;

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

    void execute(Plan plan, Consumer<Event> events, StopSignal stop) throws SQLException {
        String purpose = plan.operation().word();
        try (Connection worker = access.writer(purpose)) {
            Session.unlimited(worker);
            stop.check();
            // With histories, and be they empty, it would look as if it were emcee's.
            Engine.refuseForeign(new Inspector(worker, set, schema).state());
            StateSchema.prepare(worker, actor, schema);
            try (RunRecord record = RunRecord.begin(access, actor, set, plan)) {
                recorded(plan, record, () -> execute(plan, worker, record.andThen(events), stop));
            }
        } finally {
            stop.idle();
        }
    }

    /** However a run ends, the journal says so; and if the journal cannot, that is no reason to hide how it ended. */
    private static void recorded(Plan plan, RunRecord record, Body work) throws SQLException {
        try {
            work.go();
        } catch (SQLException | RuntimeException ended) {
            try {
                record.ended(ended);
            } catch (EngineException unwritten) {
                ended.addSuppressed(unwritten);
            }
            throw ended;
        }
        record.done(plan);
    }

    private interface Body {
        void go() throws SQLException;
    }

    private void execute(Plan plan, Connection worker, Consumer<Event> events, StopSignal stop) throws SQLException {
        String purpose = plan.operation().word();
        try (Access.Pool pool = access.pool(purpose, 3);
                LockWatch watch = LockWatch.start(access)) {
            RunContext context = new RunContext(
                    Session.searchPath(worker, schema),
                    stop,
                    events,
                    plan.steps().size());
            Progress start = unchanged(worker, plan);
            stop.cancelBy(lock::cancel);
            LockWaits waits = new LockWaits(pace.locks(), watch, context, lock::check);
            new Steps(worker, new Applier(pool, actor), waits, context, start).run(plan.steps());
        }
    }

    /** The plan was made without the lock; what it builds on must still hold. */
    private Progress unchanged(Connection worker, Plan plan) throws SQLException {
        DatabaseState state = new Inspector(worker, set, schema).state();
        Engine.refuseForeign(state);
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

    /** The steps in their order; neighbours of one phase that Flyway can apply in one run are given to it together. */
    private final class Steps {
        private final Connection worker;
        private final Applier applier;
        private final LockWaits waits;
        private final RunContext context;
        private final Progress start;
        private final boolean adopted;
        private final Set<RevisionId> applied;

        Steps(Connection worker, Applier applier, LockWaits waits, RunContext context, Progress start)
                throws SQLException {
            this.worker = worker;
            this.applier = applier;
            this.waits = waits;
            this.context = context;
            this.start = start;
            this.adopted = StateSchema.keepsAlembic(worker);
            this.applied = new HashSet<>(start.applied());
        }

        void run(List<Step> steps) throws SQLException {
            List<Step> row = new ArrayList<>();
            for (Step step : steps) {
                if (!row.isEmpty() && !joins(row.get(row.size() - 1), step)) {
                    runRow(row);
                    row.clear();
                }
                row.add(step);
            }
            runRow(row);
        }

        private static boolean joins(Step before, Step next) {
            return before.kind() == Step.Kind.TRANSACTION
                    && next.kind() == Step.Kind.TRANSACTION
                    && before.phase() == next.phase();
        }

        private void runRow(List<Step> row) throws SQLException {
            context.stop().check();
            lock.check();
            if (row.get(0).phase() == Phase.CONTRACT) {
                checkData(row);
            }
            Step first = row.get(0);
            switch (first.kind()) {
                case TRANSACTION -> apply(List.copyOf(row));
                case STATEMENT -> statement(first);
                case ROWS -> rows(first);
            }
            row.stream().filter(Step::completes).map(Step::id).forEach(applied::add);
        }

        /** The data gate, asked of the rows at the last moment. */
        private void checkData(List<Step> contracts) throws SQLException {
            Progress now = new Progress(start.graph(), applied, Set.of());
            List<RevisionId> ids = contracts.stream().map(Step::id).toList();
            if (!GateState.awaited(now, ids).isEmpty()) {
                Planner.checkData(now, ids, new Inspector(worker, set, schema).pending(now, Engine.COUNT_LIMIT + 1));
            }
        }

        /** The steps before one that must be tried again are committed, and it begins a run of its own. */
        private void apply(List<Step> steps) {
            List<Step> left = steps;
            LockLadder.Climb climb = waits.climb(left.get(0));
            while (!left.isEmpty()) {
                Attempts attempts = new Attempts(climb);
                StepCallback callback = new StepCallback(left, context, attempts, this::last);
                try {
                    applier.apply(left, callback);
                    callback.committed();
                    left = List.of();
                } catch (FlywayException failed) {
                    Step step = callback.current().orElse(left.get(0));
                    climb = attempts.climb;
                    if (!waits.again(step, climb, failed)) {
                        throw failure(step, failed);
                    }
                    left = left.subList(left.indexOf(step), left.size());
                } finally {
                    waits.idle();
                }
            }
        }

        /** Keeps the climb of the step that runs: the first one goes on with what was begun, each other begins anew. */
        private final class Attempts implements StepCallback.Attempts {
            private LockLadder.Climb climb;
            private boolean first = true;

            Attempts(LockLadder.Climb climb) {
                this.climb = climb;
            }

            @Override
            public void begin(Connection connection, Step step) throws SQLException {
                climb = first ? climb : waits.climb(step);
                first = false;
                waits.begin(connection, climb.timeout());
            }
        }

        /** The last look before a step is committed. */
        private void last(Connection connection, Step step) throws SQLException {
            if (step.kind() == Step.Kind.ROWS && Backfill.pending(connection, work(step), 1) > 0) {
                throw new StepCallback.RowsCameIn();
            }
            if (adopted && step.completes() && step.phase() != Phase.MIGRATE) {
                moveAlembic(connection, step);
            }
            lock.check();
        }

        /** In the transaction that records the step, so that the other tool sees the version before or the one after. */
        private void moveAlembic(Connection connection, Step step) throws SQLException {
            Set<RevisionId> before = start.graph().closure(applied);
            before.addAll(start.graph().closure(List.of(step.id())));
            before.remove(step.id());
            List<String> from = AlembicVersion.rows(start.graph(), before);
            before.add(step.id());
            new AlembicVersion(schema).move(connection, from, AlembicVersion.rows(start.graph(), before));
        }

        private Work work(Step step) {
            return Inspector.work(step.script(), step.script().migration().orElseThrow(), schema);
        }

        /** Records a data migration if nothing is pending at that very moment. */
        private boolean recordRows(Step step) {
            try {
                apply(List.of(step));
                return true;
            } catch (RevisionFailed failed) {
                if (failed.getCause() instanceof FlywayException flyway
                        && flyway.getCause() instanceof StepCallback.RowsCameIn) {
                    return false;
                }
                throw failed;
            }
        }

        private void statement(Step step) throws SQLException {
            long begin = System.nanoTime();
            context.started(step);
            try {
                new StatementRunner(worker, schema, context, waits).run(step);
                lock.check();
                applier.record(step);
            } catch (SQLException | FlywayException failed) {
                throw failure(step, failed);
            } finally {
                context.stop().idle();
            }
            context.done(step, 0, Duration.ofNanos(System.nanoTime() - begin));
        }

        private void rows(Step step) throws SQLException {
            long begin = System.nanoTime();
            context.started(step);
            Backfill backfill = new Backfill(worker, work(step));
            RowsListener listener = new RowsListener(step.id(), context, lock);
            try {
                Session.prepare(
                        worker,
                        context.searchPath(),
                        step.script().lockTimeout().orElse(Session.BATCH_LOCK_TIMEOUT));
                do {
                    if (!backfill.run(pace.batchSize(), context.stop()::wanted, listener)) {
                        throw StopSignal.stopped();
                    }
                } while (step.record() && !recordRows(step));
            } catch (NotEnding | NoKey refused) {
                throw new RevisionFailed(step.id(), Failures.words(refused), refused);
            } catch (SQLException failed) {
                throw failure(step, failed);
            }
            context.done(step, listener.rows(), Duration.ofNanos(System.nanoTime() - begin));
        }

        private RuntimeException failure(Step step, Exception failed) {
            if (failed.getCause() instanceof EngineException ended) {
                return ended;
            }
            if (context.stop().wanted() && SqlState.QUERY_CANCELED.in(failed)) {
                return StopSignal.stopped();
            }
            return new RevisionFailed(step.id(), sentence(step, failed), failed);
        }

        private String sentence(Step step, Exception failed) {
            String left = step.kind() == Step.Kind.TRANSACTION
                    ? "nothing of it is applied"
                    : step.kind() == Step.Kind.ROWS
                            ? "finished batches are kept"
                            : "what it left is put right next time";
            return "\"" + step.title() + "\" failed: " + Failures.words(failed) + " (" + left
                    + "); mend the cause and run the same command again.";
        }
    }

    /** Turns checkpoints into events, as long as the lock is held. */
    private static final class RowsListener implements Consumer<Checkpoint> {
        private final RevisionId revision;
        private final RunContext context;
        private final GlobalLock lock;
        private final long begin = System.nanoTime();
        private long atBegin = -1;
        private long rows;

        RowsListener(RevisionId revision, RunContext context, GlobalLock lock) {
            this.revision = revision;
            this.context = context;
            this.lock = lock;
        }

        @Override
        public void accept(Checkpoint checkpoint) {
            rows = checkpoint.rows();
            if (atBegin < 0) {
                atBegin = rows;
            }
            context.tell(new Event.BatchDone(
                    revision,
                    rows,
                    checkpoint.total(),
                    checkpoint.exact(),
                    rows - atBegin,
                    Duration.ofNanos(System.nanoTime() - begin)));
            lock.check();
        }

        long rows() {
            return rows;
        }
    }
}
