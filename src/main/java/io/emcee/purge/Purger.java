package io.emcee.purge;

import io.emcee.batch.Tuning;
import io.emcee.engine.Engine;
import io.emcee.engine.LockedRun;
import io.emcee.engine.StopSignal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs plans of purges: under the global lock, journalled, batch after batch. Thread-safe. */
public final class Purger {
    private final Engine engine;

    public Purger(Engine engine) {
        this.engine = engine;
    }

    /**
     * How a purge treats the service beside which it works, and what it does with the rows.
     *
     * @param batch how many roots go in the first transaction, about; the others follow the time it took
     * @param tuning how long a batch should take, and what slows it down or lets it wait
     * @param workers how many batches at the same time; a purge with a limit has one
     * @param mayGoOn asked before each batch: false outside of a window
     * @param archive takes the rows before they are deleted; then there is one worker
     * @param confirmations what the operator typed, by table
     */
    public record Manner(
            int batch,
            Tuning tuning,
            int workers,
            BooleanSupplier mayGoOn,
            Optional<Taking.Opening> archive,
            Map<String, String> confirmations) {
        /** One worker with the usual tuning, and nothing is kept. */
        public static Manner of(int batch) {
            return new Manner(batch, Tuning.DEFAULT, 1, () -> true, Optional.empty(), Map.of());
        }
    }

    /**
     * Runs a plan.
     *
     * @param events told of what happens
     * @throws io.emcee.engine.LockBusy when somebody else works on the database
     */
    public PurgeResult run(PurgePlan plan, Manner manner, Consumer<PurgeEvent> events, StopSignal stop) {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("operation", "purge");
        intent.put(
                "sentence",
                "purge of "
                        + String.join(
                                ", ",
                                plan.roots().stream()
                                        .map(root -> root.table().toString())
                                        .toList())
                        + ", deleted before " + plan.cutoff().at());
        intent.putAll(plan.facts());
        intent.put("confirmed", manner.confirmations());
        List<PurgeResult> result = new ArrayList<>();
        engine.work(new Engine.Errand("purge", intent, stop, run -> {
            Purge purge = new Purge(run, plan, manner, serial(told(run).andThen(events)), stop);
            result.add(purge.go());
            return end(result.get(0));
        }));
        return result.get(0);
    }

    /** The run's row has what happens, for whoever looks. */
    private static Consumer<PurgeEvent> told(LockedRun run) {
        return event -> run.tell(event.kind(), event.facts(), event instanceof PurgeEvent.BatchDone);
    }

    private static Consumer<PurgeEvent> serial(Consumer<PurgeEvent> events) {
        return event -> {
            synchronized (events) {
                events.accept(event);
            }
        };
    }

    private static LockedRun.End end(PurgeResult result) {
        return new LockedRun.End(
                result.stopped() ? 8 : 0,
                (result.stopped() ? "Stopped: purged " : "Purged ")
                        + PurgeWords.grouped(result.rows())
                        + (result.rows() == 1 ? " row." : " rows."),
                result.facts());
    }

    /** What a process that was killed had done; its batches are committed, and its counts with them. */
    static void recover(LockedRun run, Connection connection) throws SQLException {
        Map<Long, List<String>> killed = new LinkedHashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT run, counts FROM emcee.purge WHERE NOT ended ORDER BY run, worker")) {
            while (row.next()) {
                killed.computeIfAbsent(row.getLong(1), any -> new ArrayList<>()).add(row.getString(2));
            }
        }
        for (Map.Entry<Long, List<String>> one : killed.entrySet()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("interrupted", one.getKey());
            facts.put("purged", one.getValue().stream().map(Json::object).toList());
            facts.put(
                    "sentence",
                    "The purge of run " + one.getKey() + " had ended without a word; it had purged "
                            + String.join(", ", one.getValue()));
            run.record("purge_interrupted", facts);
        }
        try (PreparedStatement end =
                connection.prepareStatement("UPDATE emcee.purge SET ended = true WHERE NOT ended")) {
            end.executeUpdate();
        }
    }

    /** The counts of one worker, written with each of its batches. */
    record Progress(long run, int worker, Tally tally) {
        void begin(Connection connection) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO emcee.purge (run, worker, counts) VALUES (?, ?, '{}')")) {
                insert.setLong(1, run);
                insert.setInt(2, worker);
                insert.executeUpdate();
            }
        }

        /** In the transaction of the batch. */
        void write(Connection connection, Tally batch) throws SQLException {
            Tally together = new Tally();
            together.add(tally);
            together.add(batch);
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE emcee.purge SET counts = ?, updated_at = clock_timestamp() WHERE run = ? AND worker = ?")) {
                update.setString(1, Json.line(together.facts()));
                update.setLong(2, run);
                update.setInt(3, worker);
                update.executeUpdate();
            }
        }
    }

    /** The tombstones of a table, where it is guarded. */
    static Optional<Tombstones.Graves> graves(LockedRun run, PurgePlan.Root root, Consumer<PurgeEvent> events)
            throws SQLException {
        return root.guard().isEmpty()
                ? Optional.empty()
                : Optional.of(Tombstones.Graves.open(
                        run, root.tree().root(), note -> events.accept(new PurgeEvent.Said(note))));
    }
}
