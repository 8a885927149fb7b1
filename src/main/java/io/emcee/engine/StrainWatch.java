package io.emcee.engine;

import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.batch.Level;
import io.emcee.batch.Measured;
import io.emcee.batch.Signal;
import io.emcee.batch.Throttle;
import io.emcee.batch.Tuning;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SqlState;
import io.emcee.catalog.Strain;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the server once a second while a long work goes on, on a connection of its own that cannot write, is never in
 * a transaction, and whose statements the server ends after a second. What cannot be asked holds the work: nobody then
 * knows what it does to the server.
 */
final class StrainWatch implements Throttle, AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Longer than two statements may take. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Access access;
    private final QualifiedName table;
    private final int worker;
    private final Supplier<Tuning> tuning;
    private final Strains strains = new Strains();
    private final Thread thread = new Thread(this::watch, "emcee throttle");
    private Optional<Connection> observer = Optional.empty();
    private volatile Seen seen;
    private long looks;

    /** What was seen, and when. */
    private record Seen(Lamps lamps, long dead, long at) {}

    private StrainWatch(Access access, QualifiedName table, int worker, Supplier<Tuning> tuning) {
        this.access = access;
        this.table = table;
        this.worker = worker;
        this.tuning = tuning;
        this.seen = look(0);
    }

    /** Has looked once when it returns. */
    static StrainWatch start(Access access, QualifiedName table, int worker, Supplier<Tuning> tuning) {
        StrainWatch watch = new StrainWatch(access, table, worker, tuning);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    @Override
    public Lamps ask(Tuning wanted) {
        Seen last = seen;
        boolean stale = System.nanoTime() - last.at() > STALE.toNanos();
        return stale ? blind(-1, "the server has not answered for " + STALE.toSeconds() + " s") : last.lamps();
    }

    /** Dead rows of the table, as far as the server has noticed. */
    long dead() {
        return seen.dead();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BEAT.toMillis());
                seen = look(seen.dead());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Seen look(long deadBefore) {
        looks++;
        try {
            Connection connection = connection();
            Strain strain = Strain.read(connection, table, worker);
            List<Measured> measured = new ArrayList<>(strains.of(strain, System.nanoTime() / 1_000_000));
            tuning.get().question().ifPresent(sql -> measured.add(ask(connection, sql)));
            return new Seen(Lamps.of(looks, measured, tuning.get()), strain.dead(), System.nanoTime());
        } catch (SQLException | RuntimeException blind) {
            // A broken connection is opened anew at the next look.
            disconnect();
            return new Seen(
                    blind(looks, "the server cannot be asked: " + Failures.words(blind)),
                    deadBefore,
                    System.nanoTime());
        }
    }

    private static Lamps blind(long look, String why) {
        return new Lamps(look, List.of(new Lamp("server", "?", "off", Level.HOLD, why)));
    }

    private synchronized Connection connection() throws SQLException {
        if (observer.isEmpty()) {
            Connection opened = access.reader("throttle");
            observer = Optional.of(opened);
            try (Statement set = opened.createStatement()) {
                set.execute("SET statement_timeout = '1s'");
            }
        }
        return observer.get();
    }

    /** In brackets it can only be one query with one answer. */
    private static Measured ask(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT (" + sql.strip().replaceFirst(";\\s*$", "") + "\n)::numeric")) {
            row.next();
            Optional<Number> answer = Optional.ofNullable(row.getBigDecimal(1));
            return answer.map(number ->
                            Measured.of(Signal.QUESTION, number.longValue(), "the answer to the operator's question"))
                    .orElseGet(() -> Measured.failed(Signal.QUESTION, "the operator's question has no answer"));
        } catch (SQLException failed) {
            String why = SqlState.QUERY_CANCELED.in(failed)
                    ? "the operator's question has not answered within a second"
                    : "the operator's question failed: " + Failures.words(failed);
            return Measured.failed(Signal.QUESTION, why);
        }
    }

    private synchronized void disconnect() {
        try {
            if (observer.isPresent()) {
                observer.get().close();
            }
        } catch (SQLException gone) {
            // It was broken, which is why it is given up.
        }
        observer = Optional.empty();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        disconnect();
    }
}
