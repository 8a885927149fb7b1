package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.Checkpoint;
import io.emcee.backfill.NoKey;
import io.emcee.backfill.NotEnding;
import io.emcee.backfill.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Steps that are data migrations: walked in batches until nothing is pending, then recorded. */
final class RowSteps {
    private final Connection worker;
    private final int batchSize;
    private final TransactionSteps transactions;
    private final RunContext context;

    /** @param worker in autocommit */
    RowSteps(Connection worker, int batchSize, TransactionSteps transactions, RunContext context) {
        this.worker = worker;
        this.batchSize = batchSize;
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
        try {
            Session.prepare(
                    worker,
                    context.place().searchPath(),
                    step.script().lockTimeout().orElse(Session.BATCH_LOCK_TIMEOUT));
            do {
                if (!backfill.run(batchSize, this::stops, batches)) {
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

    /** Between two batches: waits while the run is held, and answers whether it should stop. */
    private boolean stops() {
        if (context.stop().rest()) {
            context.lock().check();
        }
        return context.stop().wanted();
    }

    /** Turns checkpoints into events, as long as the lock is held. */
    private final class Batches implements Consumer<Checkpoint> {
        private final Step step;
        private final long begin;
        private long atBegin = -1;
        private long rows;

        Batches(Step step, long begin) {
            this.step = step;
            this.begin = begin;
        }

        @Override
        public void accept(Checkpoint checkpoint) {
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
    }
}
