package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.Checkpoint;
import io.emcee.backfill.Cost;
import io.emcee.backfill.Listener;
import io.emcee.backfill.NoKey;
import io.emcee.backfill.NotEnding;
import io.emcee.backfill.Order;
import io.emcee.backfill.Work;
import io.emcee.batch.BatchSize;
import io.emcee.batch.Going;
import io.emcee.batch.Lamps;
import io.emcee.batch.RateMeter;
import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Steps that are data migrations: walked in batches until nothing is pending, then recorded. */
final class RowSteps {
    private final Connection worker;
    private final Surroundings surroundings;
    private final TransactionSteps transactions;
    private final RunContext context;

    /** How a data migration reaches and treats what is around it. */
    record Surroundings(Access access, Engine.Pace pace) {}

    /** @param worker in autocommit */
    RowSteps(Connection worker, Surroundings surroundings, TransactionSteps transactions, RunContext context) {
        this.worker = worker;
        this.surroundings = surroundings;
        this.transactions = transactions;
        this.context = context;
    }

    static Work work(Step step, Place place) {
        return Inspector.work(step.script(), step.script().migration().orElseThrow(), place.schema());
    }

    void run(Step step) {
        long begin = System.nanoTime();
        context.events().started(step);
        try {
            int pid = Session.prepare(
                    worker,
                    context.place().searchPath(),
                    step.script().lockTimeout().orElse(Session.BATCH_LOCK_TIMEOUT));
            long rows = migrate(step, pid, begin);
            context.events().done(step, rows, Duration.ofNanos(System.nanoTime() - begin));
        } catch (NotEnding | NoKey refused) {
            throw new RevisionFailed(step.id(), Failures.words(refused), refused);
        } catch (SQLException failed) {
            throw context.failure(step, failed);
        }
    }

    /** The rows migrated in all runs. */
    private long migrate(Step step, int pid, long begin) throws SQLException {
        Engine.Pace pace = surroundings.pace();
        Work work = work(step, context.place());
        Backfill backfill = new Backfill(worker, work);
        RunControl control = new RunControl(context.stop(), pace.tuning());
        QualifiedName table = new QualifiedName(work.schema(), work.table());
        try (StrainWatch watch = StrainWatch.start(surroundings.access(), table, pid, control::tuning);
                Batches batches = new Batches(step, backfill, work, watch, begin)) {
            do {
                if (!backfill.run(new BatchSize(pace.batchSize()), new Backfill.Pacing(control, watch), batches)) {
                    throw StopSignal.stopped();
                }
            } while (step.record() && !transactions.record(step));
            return batches.rows;
        }
    }

    /** Turns checkpoints into events, as long as the lock is held. */
    private final class Batches implements Listener, AutoCloseable {
        private final Step step;
        private final Backfill backfill;
        private final Work work;
        private final StrainWatch watch;
        private final long begin;
        private final RateMeter meter = new RateMeter();
        private Optional<ExactTotal> count = Optional.empty();
        private Optional<Order> order = Optional.empty();
        private Going before = Going.FREELY;
        private long atBegin = -1;
        private long rows;

        Batches(Step step, Backfill backfill, Work work, StrainWatch watch, long begin) {
            this.step = step;
            this.backfill = backfill;
            this.work = work;
            this.watch = watch;
            this.begin = begin;
        }

        @Override
        public void reached(Checkpoint checkpoint, Cost cost, int size) {
            boolean first = atBegin < 0;
            rows = checkpoint.rows();
            atBegin = first ? rows : atBegin;
            Duration running = Duration.ofNanos(System.nanoTime() - begin);
            meter.at(running, rows - atBegin);
            context.events()
                    .tell(new Event.BatchDone(
                            step.id(),
                            rows,
                            checkpoint.total(),
                            checkpoint.exact(),
                            rows - atBegin,
                            running,
                            first ? Optional.empty() : Optional.of(pulse(checkpoint, cost, size))));
            context.lock().check();
            if (first && !checkpoint.exact()) {
                count = Optional.of(ExactTotal.start(surroundings.access(), context.lock(), work, backfill::counted));
            }
        }

        private RowProgress pulse(Checkpoint checkpoint, Cost cost, int size) {
            return new RowProgress(
                    meter.rate(),
                    meter.left(checkpoint.total() - checkpoint.rows()),
                    meter.history(),
                    order.map(Order::word),
                    cost.updated() == 0 ? Optional.empty() : Optional.of(cost.hotShare()),
                    cost.wal(),
                    watch.dead(),
                    size);
        }

        @Override
        public void chose(Order chosen, String reason) {
            order = Optional.of(chosen);
            context.events()
                    .tell(new Event.OrderChosen(
                            step.id(), chosen.word(), "Order of the rows: " + chosen.word() + ", since " + reason));
        }

        @Override
        public void going(Going how, Lamps lamps) {
            context.events().tell(new Event.Throttled(step.id(), how, lamps, how != before));
            before = how;
            context.lock().check();
        }

        @Override
        public void close() {
            count.ifPresent(ExactTotal::close);
        }
    }
}
