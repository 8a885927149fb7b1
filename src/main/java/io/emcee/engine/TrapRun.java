package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SqlState;
import io.emcee.catalog.StatementProgress;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Sets traps and takes them away, table after table, each in short attempts at its lock, under the global lock. */
final class TrapRun implements AutoCloseable {
    private static final LockLadder.Surroundings REAL = new LockLadder.Surroundings(
            System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());

    /** Whoever was in the way is told of after the attempt. */
    private static final LockWatch.Listener UNHEARD = new LockWatch.Listener() {
        @Override
        public void waits(Optional<Blockers> seen) {}

        @Override
        public void goesOn(StatementProgress progress) {}
    };

    private final GlobalLock lock;
    private final Connection worker;
    private final LockWatch watch;
    private final Patience patience;

    private TrapRun(GlobalLock lock, Connection worker, LockWatch watch, Patience patience) {
        this.lock = lock;
        this.worker = worker;
        this.watch = watch;
        this.patience = patience;
    }

    /**
     * How it waits.
     *
     * @param notes told in a sentence of each attempt that did not get its lock
     */
    record Patience(LockLadder ladder, Consumer<String> notes, StopSignal stop) {}

    /** Takes the global lock. */
    static TrapRun begin(Access access, String purpose, Patience patience) throws SQLException {
        GlobalLock lock = GlobalLock.take(access, purpose);
        try {
            Connection worker = access.writer("drain");
            patience.stop().cancelBy(lock::cancel);
            return new TrapRun(lock, worker, LockWatch.start(access), patience);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** Sets the traps on what is there, and answers on what. */
    List<String> set(List<Dropped> dropped, Actor actor, String schema) throws SQLException {
        StateSchema.prepare(worker, actor, schema);
        Map<QualifiedName, List<Trap>> tables = new LinkedHashMap<>();
        List<Dropped> there = new ArrayList<>();
        for (Dropped one : dropped) {
            if (new Trap(one).possible(worker)) {
                tables.computeIfAbsent(one.table(), any -> new ArrayList<>()).add(new Trap(one));
                there.add(one);
            }
        }
        for (Map.Entry<QualifiedName, List<Trap>> table : tables.entrySet()) {
            attempt(table.getKey(), () -> {
                for (Trap trap : table.getValue()) {
                    trap.set(worker, actor);
                }
            });
        }
        transaction(() -> new OldStatements(worker).begin(there));
        return there.stream().map(Dropped::toString).toList();
    }

    /** Takes every trap away that emcee remembers, and answers from what. */
    List<String> removeAll() throws SQLException {
        List<String> removed = new ArrayList<>();
        for (Dropped one : StateSchema.traps(worker) ? remembered() : List.<Dropped>of()) {
            attempt(one.table(), () -> {
                if (new Trap(one).remove(worker)) {
                    removed.add(one.toString());
                }
            });
        }
        return removed;
    }

    private List<Dropped> remembered() throws SQLException {
        List<Dropped> all = new ArrayList<>();
        try (Statement select = worker.createStatement();
                ResultSet rows = select.executeQuery("SELECT revision, table_schema, table_name, column_name"
                        + " FROM emcee.trap ORDER BY table_schema, table_name, column_name")) {
            while (rows.next()) {
                all.add(new Dropped(
                        RevisionId.of(rows.getString(1)),
                        new QualifiedName(rows.getString(2), rows.getString(3)),
                        Optional.of(rows.getString(4)).filter(column -> !column.isEmpty())));
            }
        }
        return all;
    }

    /** In short attempts, since all who come after one wait behind it. */
    private void attempt(QualifiedName table, Work work) throws SQLException {
        LockLadder.Climb climb = patience.ladder().climb(Optional.empty(), REAL);
        while (true) {
            try {
                int pid = Session.prepare(worker, "", climb.timeout());
                patience.stop().running(pid);
                watch.attend(pid, UNHEARD);
                transaction(work);
                return;
            } catch (SQLException failed) {
                again(table, climb, failed);
            } finally {
                patience.stop().idle();
                watch.leave();
            }
        }
    }

    private void again(QualifiedName table, LockLadder.Climb climb, SQLException failed) throws SQLException {
        patience.stop().idle();
        String behind = watch.leave().map(seen -> " behind " + seen).orElse("");
        patience.stop().check();
        if (!SqlState.passing(failed)) {
            throw failed;
        }
        int attempt = climb.attempt();
        Optional<Duration> pause = climb.next();
        if (pause.isEmpty()) {
            throw new LockNotGranted(
                    "The traps of " + table + " did not get their lock in " + DrainReader.words(climb.waited()) + behind
                            + "; end what blocks it or wait for it, then run the same command again.",
                    failed);
        }
        patience.notes().accept("Waiting for a lock on " + table + behind + ": attempt " + attempt);
        patience.stop().pause(pause.get());
        lock.check();
    }

    private void transaction(Work work) throws SQLException {
        worker.setAutoCommit(false);
        try {
            work.go();
            worker.commit();
        } catch (SQLException | RuntimeException failed) {
            worker.rollback();
            throw failed;
        } finally {
            worker.setAutoCommit(true);
        }
    }

    private interface Work {
        void go() throws SQLException;
    }

    /** Writes to the journal what was done. */
    void journal(Actor actor, String kind, List<String> names) throws SQLException {
        if (StateSchema.current(worker)) {
            Journal.open(worker, actor.user(), actor.host())
                    .append(OptionalLong.empty(), kind, Json.line(Map.of("traps", names)));
        }
    }

    @Override
    public void close() throws SQLException {
        watch.close();
        try (lock) {
            worker.close();
        }
    }
}
