package io.emcee.purge;

import io.emcee.batch.BatchLoop;
import io.emcee.batch.BatchSize;
import io.emcee.engine.LockedRun;
import io.emcee.engine.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One plan being run, table after table. For one use. */
final class Purge {
    private final LockedRun run;
    private final PurgePlan plan;
    private final Purger.Manner manner;
    private final Consumer<PurgeEvent> events;
    private final StopSignal stop;
    private final List<Purger.Progress> progress = new ArrayList<>();
    private final Tally purged = new Tally();
    private final Tally released = new Tally();

    Purge(LockedRun run, PurgePlan plan, Purger.Manner manner, Consumer<PurgeEvent> events, StopSignal stop) {
        this.run = run;
        this.plan = plan;
        this.manner = manner;
        this.events = events;
        this.stop = stop;
    }

    PurgeResult go() throws SQLException {
        try (Connection connection = run.writer("purge")) {
            Purger.recover(run, connection);
            int workers = plan.limit().isPresent() || manner.archive().isPresent() ? 1 : manner.workers();
            for (int worker = 1; worker <= workers; worker++) {
                Purger.Progress one = new Purger.Progress(run.number(), worker, new Tally());
                one.begin(connection);
                progress.add(one);
            }
            List<PurgeResult.TableResult> results = new ArrayList<>();
            try (Taking taking = open(connection)) {
                for (PurgePlan.Root root : plan.roots()) {
                    results.add(purge(connection, root, taking));
                }
                taking.finish();
            }
            end(connection);
            boolean left = results.stream().anyMatch(result -> result.left() > 0);
            return new PurgeResult(results, purged.rows(), released.rows(), left && stopWanted());
        } finally {
            stop.idle();
        }
    }

    private Taking open(Connection connection) throws SQLException {
        return manner.archive().isEmpty()
                ? Taking.NOTHING
                : manner.archive().get().open(connection, run.number(), plan.tables());
    }

    private void end(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE emcee.purge SET ended = true WHERE run = " + run.number());
        }
    }

    private boolean stopWanted() {
        return stop.wanted() || !manner.mayGoOn().getAsBoolean();
    }

    private PurgeResult.TableResult purge(Connection connection, PurgePlan.Root root, Taking taking)
            throws SQLException {
        Holds.Active holds = Holds.active(connection);
        Hindrances hindrances = new Hindrances(root.tree(), plan.cutoff(), holds);
        long before = purged.of(root.table());
        if (plan.eligible(root) > 0 && !stopWanted()) {
            events.accept(new PurgeEvent.TableStarted(root.table(), plan.eligible(root)));
            fell(new Batch.Felled(root, taking), hindrances);
        }
        long gone = purged.of(root.table()) - before;
        // What was held meanwhile counts as well.
        Hindrances now = new Hindrances(root.tree(), plan.cutoff(), Holds.active(connection));
        Counts left = new Counting(connection, now).left();
        PurgeResult.TableResult result =
                new PurgeResult.TableResult(root.table(), gone, left.blocked(), left.held(), left.eligible());
        Map<String, Object> facts = result.facts();
        facts.put("sentence", result.sentence());
        run.record("purge_table_done", facts);
        return result;
    }

    private void fell(Batch.Felled felled, Hindrances hindrances) throws SQLException {
        PurgePlan.Root root = felled.root();
        run.check();
        Optional<Tombstones.Graves> graves = Purger.graves(run, root, events);
        long limit = plan.limit().orElse(Long.MAX_VALUE);
        try (Connection looking = run.writer("purge roots")) {
            Roots roots = root.counts().eligible() > limit
                    ? new Oldest(looking, hindrances, limit)
                    : Blocks.of(looking, hindrances);
            Batch.Work work = new Batch.Work(root, plan.cutoff(), roots, limit);
            List<Worker> workers = new ArrayList<>();
            progress.forEach(one -> workers.add(() -> work(work, new Batch.Keep(graves, felled.taking(), one))));
            together(workers);
        }
    }

    private interface Worker {
        void go() throws SQLException;
    }

    /** Where one fails, the others end after their batch. */
    private void together(List<Worker> workers) throws SQLException {
        if (workers.size() == 1) {
            workers.get(0).go();
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            workers.forEach(worker -> running.add(threads.submit(() -> {
                worker.go();
                return true;
            })));
            for (Future<?> one : running) {
                await(one);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> one) throws SQLException {
        try {
            one.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void work(Batch.Work work, Batch.Keep keep) throws SQLException {
        PurgePlan.Root root = work.root();
        PurgeControl control = new PurgeControl(run.control(manner.tuning()), manner.mayGoOn());
        try (Connection connection = run.writer("purge");
                LockedRun.Strain strain = run.strain(connection, root.table(), control::tuning)) {
            Batch batch = new Batch(connection, work, keep, released);
            new BatchLoop(control, strain, (done, rows, took) -> {
                        purged.add(batch.take());
                        events.accept(new PurgeEvent.BatchDone(
                                root.table(), purged.of(root.table()), plan.eligible(root), purged.all()));
                    })
                    .run(batch, new BatchSize(manner.batch()));
        }
    }
}
