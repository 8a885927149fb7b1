package io.emcee.engine;

import io.emcee.batch.Control;
import io.emcee.batch.Lamps;
import io.emcee.batch.Throttle;
import io.emcee.batch.Tuning;
import io.emcee.catalog.QualifiedName;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.run.Pulse;
import io.emcee.run.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work on a database that is no phase: under the global lock, with emcee's schema in place, and in the journal from its
 * intent to its end. Given by {@link Engine#work}; {@link #record} may be called from several threads, the rest from one.
 */
public final class LockedRun {
    private final Access access;
    private final GlobalLock lock;
    private final StopSignal stop;
    private final LockLadder ladder;
    private final Journal journal;
    private final LiveRun live;
    private final OptionalLong run;
    private final long begin = System.nanoTime();

    private LockedRun(
            Access access,
            GlobalLock lock,
            StopSignal stop,
            LockLadder ladder,
            Journal journal,
            LiveRun live,
            long run) {
        this.access = access;
        this.lock = lock;
        this.stop = stop;
        this.ladder = ladder;
        this.journal = journal;
        this.live = live;
        this.run = OptionalLong.of(run);
    }

    /** What is done; what it throws is the run's end, too. */
    @FunctionalInterface
    public interface Work {
        End go(LockedRun run) throws SQLException;
    }

    /**
     * How work came to its end.
     *
     * @param exitCode what a command exits with
     * @param sentence for the operator
     * @param facts more for the journal
     */
    public record End(int exitCode, String sentence, Map<String, Object> facts) {}

    /**
     * Writes the intent, does the work and writes its end.
     *
     * @param journaling in autocommit, for the journal alone
     * @param errand with what is meant
     */
    static void execute(
            Access access, GlobalLock lock, Engine.Errand errand, Connection journaling, Actor actor, LockLadder ladder)
            throws SQLException {
        Session.unlimited(journaling);
        Journal journal = Journal.open(journaling, actor.user(), actor.host());
        long number = journal.begin(Recorded.RUN_STARTED, Json.line(errand.intent()));
        Pulse.insert(
                journaling, number, errand.word(), errand.intent(), LiveRun.owner(journal.author(), lock.backend()));
        try (LiveRun live = LiveRun.of(access, number, errand.stop())) {
            live.tells(live);
            new LockedRun(access, lock, errand.stop(), ladder, journal, live, number).execute(errand.work());
        }
    }

    private void execute(Work work) throws SQLException {
        try {
            end(work.go(this));
        } catch (SQLException | RuntimeException ended) {
            int exitCode = ended instanceof EngineException known ? known.exitCode() : 1;
            String sentence =
                    ended instanceof SQLException ? Failures.words(ended) : String.valueOf(ended.getMessage());
            try {
                end(new End(exitCode, sentence, Map.of()));
            } catch (SQLException unwritten) {
                ended.addSuppressed(unwritten);
            }
            throw ended;
        }
    }

    private void end(End end) throws SQLException {
        long rows = end.facts().get("rows") instanceof Number number ? number.longValue() : 0;
        live.end(Optional.of(new Result(
                RunRecord.state(end.exitCode()), end.exitCode(), end.sentence(), Optional.empty(), 0, rows)));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("result", RunOutcome.result(end.exitCode()));
        facts.put("exit_code", end.exitCode());
        facts.put("sentence", end.sentence());
        facts.putAll(end.facts());
        facts.put("took_ms", Duration.ofNanos(System.nanoTime() - begin).toMillis());
        record(Recorded.RUN_ENDED, facts);
    }

    /** The run's number in the journal. */
    public long number() {
        return run.getAsLong();
    }

    /** Appends an entry of this run to the journal and commits it. */
    public synchronized void record(String kind, Map<String, Object> facts) throws SQLException {
        journal.append(run, kind, Json.line(facts));
    }

    /** Tells whoever looks at the run that something has happened; {@code again} as of {@link Event#again}. */
    public void tell(String kind, Map<String, Object> facts, boolean again) {
        live.tell(kind, facts, again);
    }

    /**
     * What the operator wants of the run.
     *
     * @param own the tuning until the operator has changed it
     */
    public Control control(Tuning own) {
        return new RunControl(stop, own);
    }

    /** A session that may write, without time limits; the caller closes it. */
    public Connection writer(String purpose) throws SQLException {
        Connection connection = access.writer(purpose);
        try {
            Session.unlimited(connection);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /**
     * Makes sure that nobody else works on the database.
     *
     * @throws DatabaseFailed when the lock's session is gone
     */
    public void check() {
        lock.check();
    }

    /** What is around the work that should slow it down or let it wait; close it when the work ends. */
    public interface Strain extends Throttle, AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /**
     * Asks, on a session of its own, the signals that {@code tuning} has limits for.
     *
     * @param worker whose own statements are no strain
     * @param table that it works on
     */
    public Strain strain(Connection worker, QualifiedName table, Supplier<Tuning> tuning) throws SQLException {
        StrainWatch watch = StrainWatch.start(access, table, pid(worker), tuning);
        return new Strain() {
            @Override
            public Lamps ask(Tuning asked) {
                return watch.ask(asked);
            }

            @Override
            public void close() throws SQLException {
                watch.close();
            }
        };
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What is changed of a table, in a transaction of this connection. */
    @FunctionalInterface
    public interface Change {
        void make(Connection connection) throws SQLException;
    }

    /**
     * Changes a table that clients use, in short attempts at its lock.
     *
     * @param what the operator knows the change as, in plural: {@code tombstones}
     * @param notes told in a sentence when a lock is waited for
     * @throws LockNotGranted when no attempt got the lock
     * @throws Stopped when the run should stop
     */
    public void alter(String what, QualifiedName table, Consumer<String> notes, Change change) throws SQLException {
        try (Connection worker = access.writer(what);
                ShortAttempts attempts = new ShortAttempts(
                        worker,
                        LockWatch.start(access),
                        new ShortAttempts.Patience(ladder, notes, stop),
                        lock::check)) {
            stop.cancelBy(lock::cancel);
            attempts.make(what, table, () -> change.make(worker));
        }
    }
}
