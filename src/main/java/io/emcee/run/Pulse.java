package io.emcee.run;

import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the row of a run up to date while it goes on, and hears what others want of it: on a connection and a thread of
 * its own, so that neither a long statement nor a slow row keeps the run from its work, or the row from its beat. A
 * connection that breaks is opened again. Thread-safe.
 */
public final class Pulse implements AutoCloseable {
    /** Between two beats when nothing happens, and at most until a wish is heard. */
    private static final Duration BEAT = Duration.ofMillis(500);
    /** At least between two beats, however much happens. */
    private static final Duration GAP = Duration.ofMillis(200);
    /** A server that has just been started again lets nobody in for a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** More of one run are nobody's to read; the journal keeps what matters. */
    private static final int KEPT = 2_000;

    private static final String WRITE = """
            WITH told AS (
                INSERT INTO emcee.run_event (run, number, kind, facts)
                SELECT ?, n, k, f FROM unnest(?::bigint[], ?::text[], ?::text[]) AS told (n, k, f)
                ON CONFLICT DO NOTHING)
            UPDATE emcee.run SET heartbeat = clock_timestamp(), passing = ?, rests = ?, result = coalesce(result, ?),
                   ended = CASE WHEN ?::text IS NULL THEN ended ELSE clock_timestamp() END
            WHERE id = ? RETURNING wanted, wanted_by, settings
            """;

    /** Opens the connection of the row, in autocommit. */
    public interface Door {
        Connection open() throws SQLException;
    }

    /** The run, as far as its row goes. Called on the pulse's thread. */
    public interface Body {
        /** Told at every beat what is wanted, also when that has not changed. */
        void hear(Wish wish);

        /** Whether it waits now because that is wanted. */
        boolean rests();
    }

    /**
     * What others want.
     *
     * @param by who wants it; empty as long as nobody has asked for anything
     * @param settings that were changed
     */
    public record Wish(Wanted wanted, Optional<String> by, Map<String, Object> settings) {}

    private final long id;
    private final Door door;
    private final Body body;
    private final Thread thread = new Thread(this::beat, "emcee pulse");
    private final Object turn = new Object();
    private final Map<String, Told> passing = new LinkedHashMap<>();
    private List<Told> told = new ArrayList<>();
    private Optional<Connection> connection = Optional.empty();
    private Optional<Result> result = Optional.empty();
    private long number;
    private boolean fresh;
    private boolean closed;

    private Pulse(long id, Door door, Body body) {
        this.id = id;
        this.door = door;
        this.body = body;
        thread.setDaemon(true);
    }

    /** Keeps a row that was inserted. */
    public static Pulse of(long id, Door door, Body body) {
        Pulse pulse = new Pulse(id, door, body);
        pulse.thread.start();
        return pulse;
    }

    /**
     * Writes the row of a run that begins. What was told of earlier runs is forgotten.
     *
     * @param id the number of the journal's entry that began the run
     * @param kind as of {@link RunRow}
     * @param what as of {@link RunRow}
     */
    public static void insert(Connection connection, long id, String kind, Map<String, Object> what, Owner owner)
            throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO emcee.run (id, kind, what, owner, backend) VALUES (?, ?, ?, ?, ?)")) {
            delete.executeUpdate("DELETE FROM emcee.run_event");
            insert.setLong(1, id);
            insert.setString(2, kind);
            insert.setString(3, Json.line(what));
            insert.setString(4, Json.line(owner.facts()));
            insert.setInt(5, owner.backend());
            insert.executeUpdate();
        }
    }

    /**
     * Tells whoever looks that something has happened; returns at once.
     *
     * @param again whether it is told again and again, so that only the last of its kind matters
     */
    public synchronized void tell(String kind, Map<String, Object> facts, boolean again) {
        Told event = new Told(++number, kind, facts);
        if (again) {
            passing.put(kind, event);
        } else {
            told.add(event);
        }
        fresh = true;
        notifyAll();
    }

    /** What is told again and again says nothing any more: another step begins. */
    public synchronized void forget() {
        passing.clear();
    }

    /** Writes how the run ended, and waits until that is written, for some seconds at most. */
    public void end(Result ended) throws SQLException {
        synchronized (this) {
            result = Optional.of(ended);
            closed = true;
            notifyAll();
        }
        join();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                write();
                return;
            } catch (SQLException | RuntimeException failed) {
                if (System.nanoTime() > until || !rest()) {
                    throw failed;
                }
            }
        }
    }

    /** False when the thread should end. */
    private static boolean rest() {
        try {
            Thread.sleep(GAP.toMillis());
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void beat() {
        while (due()) {
            try {
                write();
            } catch (SQLException | RuntimeException broken) {
                // The row falls silent until the next beat gets through; the run goes on as long as it can.
            }
        }
    }

    /** Waits for something to tell, or for the next beat; false when there is none any more. */
    private synchronized boolean due() {
        long since = System.nanoTime();
        try {
            for (Duration left = GAP; !closed && !left.isNegative() && !left.isZero(); ) {
                wait(Math.max(1, left.toMillis()));
                long waited = System.nanoTime() - since;
                left = (fresh ? GAP : BEAT).minusNanos(waited);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    private void write() throws SQLException {
        synchronized (turn) {
            Letter letter = letter();
            try {
                letter.send(open()).ifPresent(body::hear);
            } catch (SQLException | RuntimeException failed) {
                putBack(letter);
                shut();
                throw failed;
            }
        }
    }

    private synchronized Letter letter() {
        Letter letter = new Letter(told, Json.line(facts()), body.rests(), result);
        told = new ArrayList<>();
        fresh = false;
        return letter;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        passing.forEach((kind, event) -> facts.put(kind, Map.of("number", event.number(), "facts", event.facts())));
        return facts;
    }

    private synchronized void putBack(Letter letter) {
        List<Told> all = new ArrayList<>(letter.told());
        all.addAll(told);
        told = all.size() > KEPT ? new ArrayList<>(all.subList(all.size() - KEPT, all.size())) : all;
    }

    private Connection open() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(door.open());
        }
        return connection.get();
    }

    private void shut() {
        connection.ifPresent(Pulse::shut);
        connection = Optional.empty();
    }

    private static void shut(Connection open) {
        try {
            open.close();
        } catch (SQLException gone) {
            // It is closed then.
        }
    }

    /** What one beat writes. */
    private final class Letter {
        private final List<Told> told;
        private final String passing;
        private final boolean rests;
        private final Optional<Result> result;

        Letter(List<Told> told, String passing, boolean rests, Optional<Result> result) {
            this.told = told;
            this.passing = passing;
            this.rests = rests;
            this.result = result;
        }

        List<Told> told() {
            return told;
        }

        /** Sends it, and reads what is wanted; empty when the row is gone. */
        Optional<Wish> send(Connection open) throws SQLException {
            Optional<String> ended = result.map(Result::facts).map(Json::line);
            try (PreparedStatement write = open.prepareStatement(WRITE)) {
                write.setLong(1, id);
                write.setArray(
                        2,
                        open.createArrayOf(
                                "bigint", told.stream().map(Told::number).toArray()));
                write.setArray(
                        3,
                        open.createArrayOf("text", told.stream().map(Told::kind).toArray()));
                write.setArray(
                        4,
                        open.createArrayOf(
                                "text",
                                told.stream()
                                        .map(event -> Json.line(event.facts()))
                                        .toArray()));
                write.setString(5, passing);
                write.setBoolean(6, rests);
                write.setString(7, ended.orElse(null));
                write.setString(8, ended.orElse(null));
                write.setLong(9, id);
                try (ResultSet row = write.executeQuery()) {
                    return row.next() ? Optional.of(wish(row)) : Optional.empty();
                }
            }
        }

        private static Wish wish(ResultSet row) throws SQLException {
            return new Wish(
                    Wanted.of(row.getString("wanted")),
                    Optional.ofNullable(row.getString("wanted_by")),
                    Facts.of(row.getString("settings")));
        }
    }

    private void join() {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the beat, whether or not an end was written. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        join();
        synchronized (turn) {
            shut();
        }
    }
}
