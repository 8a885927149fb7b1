package io.emcee.engine;

import io.emcee.catalog.QualifiedName;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Sets traps and takes them away, table after table, each in short attempts at its lock, under the global lock. */
final class TrapRun implements AutoCloseable {
    private final GlobalLock lock;
    private final Connection worker;
    private final ShortAttempts attempts;

    private TrapRun(GlobalLock lock, Connection worker, ShortAttempts attempts) {
        this.lock = lock;
        this.worker = worker;
        this.attempts = attempts;
    }

    /** Takes the global lock. */
    static TrapRun begin(Access access, String purpose, ShortAttempts.Patience patience) throws SQLException {
        GlobalLock lock = GlobalLock.take(access, purpose);
        try {
            Connection worker = access.writer("drain");
            patience.stop().cancelBy(lock::cancel);
            return new TrapRun(lock, worker, new ShortAttempts(worker, LockWatch.start(access), patience, lock::check));
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
            attempts.make("traps", table.getKey(), () -> {
                for (Trap trap : table.getValue()) {
                    trap.set(worker, actor);
                }
            });
        }
        attempts.transaction(() -> new OldStatements(worker).begin(there));
        return there.stream().map(Dropped::toString).toList();
    }

    /** Takes every trap away that emcee remembers, and answers from what. */
    List<String> removeAll() throws SQLException {
        List<String> removed = new ArrayList<>();
        for (Dropped one : StateSchema.traps(worker) ? remembered() : List.<Dropped>of()) {
            attempts.make("traps", one.table(), () -> {
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

    /** Writes to the journal what was done. */
    void journal(Actor actor, String kind, List<String> names) throws SQLException {
        if (StateSchema.current(worker)) {
            Journal.open(worker, actor.user(), actor.host())
                    .append(OptionalLong.empty(), kind, Json.line(Map.of("traps", names)));
        }
    }

    @Override
    public void close() throws SQLException {
        attempts.close();
        try (lock) {
            worker.close();
        }
    }
}
