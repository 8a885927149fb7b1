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
import io.emcee.batch.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Steps that are data migrations: walked in batches until nothing is pending, then recorded. */
final class RowSteps {
    private final Connection worker;
    private final Engine.Pace pace;
    private final TransactionSteps transactions;
    private final RunContext context;

    /** @param worker in autocommit */
    RowSteps(Connection worker, Engine.Pace pace, TransactionSteps transactions, RunContext context) {
        this.worker = worker;
        this.pace = pace;
        this.transactions = transactions;
        this.context = context;
    }

    static Work work(Step step, Place place) {
        return Inspector.work(step.script(), step.script().migration().orElseThrow(), place.schema());
    }

    void run(Step step) {
        long begin = System.nanoTime();
        context.events().started(step);
        Backfill backfill = new Backfill(worker, work(step, context.place()));
        Batches batches = new Batches(step, begin);
        RunControl control = new RunControl(context.stop(), pace.tuning());
        try {
            Session.prepare(
                    worker,
                    context.place().searchPath(),
                    step.script().lockTimeout().orElse(Session.BATCH_LOCK_TIMEOUT));
            do {
                if (!backfill.run(
                        new BatchSize(pace.batchSize()), new Backfill.Pacing(control, Throttle.NONE), batches)) {
                    throw StopSignal.stopped();
                }
            } while (step.record() && !transactions.record(step));
        } catch (NotEnding | NoKey refused) {
            throw new RevisionFailed(step.id(), Failures.words(refused), refused);
        } catch (SQLException failed) {
            throw context.failure(step, failed);
        }
        context.events().done(step, batches.rows, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Turns checkpoints into events, as long as the lock is held. */
    private final class Batches implements Listener {
        private final Step step;
        private final long begin;
        private long atBegin = -1;
        private long rows;
        private Going before = Going.FREELY;

        Batches(Step step, long begin) {
            this.step = step;
            this.begin = begin;
        }

        @Override
        public void reached(Checkpoint checkpoint, Cost cost, int size) {
            rows = checkpoint.rows();
            if (atBegin < 0) {
                atBegin = rows;
            }
            context.events()
                    .tell(new Event.BatchDone(
                            step.id(),
                            rows,
                            checkpoint.total(),
                            checkpoint.exact(),
                            rows - atBegin,
                            Duration.ofNanos(System.nanoTime() - begin)));
            context.lock().check();
        }

        @Override
        public void chose(Order order, String reason) {
            context.events()
                    .tell(new Event.OrderChosen(
                            step.id(), order.word(), "Order of the rows: " + order.word() + ", since " + reason));
        }

        @Override
        public void going(Going how, Lamps lamps) {
            context.events().tell(new Event.Throttled(step.id(), how, lamps, how != before));
            before = how;
            context.lock().check();
        }
    }
}
