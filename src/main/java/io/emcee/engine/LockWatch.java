package io.emcee.engine;

import io.emcee.catalog.Blockers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees who blocks a run's backend, while it waits for a lock. Looks on a connection of its own that cannot write and is
 * never in a transaction; it is opened when there is something to look at. What cannot be seen holds no run up.
 */
final class LockWatch implements AutoCloseable {
    private static final long BEAT = 25;

    /** Most statements are done before this, and leave nothing to look at. */
    private static final Duration GRACE = Duration.ofMillis(30);

    /** Whoever waits longer than an attempt does, such as a build of an index, is looked at less often. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Access access;
    private final Thread thread = new Thread(this::watch, "emcee lock watch");
    private Optional<Integer> backend = Optional.empty();
    private Optional<Blockers> seen = Optional.empty();
    private long since;

    private LockWatch(Access access) {
        this.access = access;
    }

    /** Watches nobody yet. */
    static LockWatch start(Access access) {
        LockWatch watch = new LockWatch(access);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** This backend may wait from now on. */
    synchronized void attend(int pid) {
        backend = Optional.of(pid);
        seen = Optional.empty();
        since = System.nanoTime();
    }

    /** The backend no longer waits. Returns who blocked it when that was last seen; empty when nobody was seen. */
    synchronized Optional<Blockers> leave() {
        backend = Optional.empty();
        Optional<Blockers> last = seen;
        seen = Optional.empty();
        return last;
    }

    private void watch() {
        try {
            Thread.sleep(BEAT);
            while (due().isEmpty()) {
                Thread.sleep(BEAT);
            }
            observe();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException blind) {
            // The run goes on, and says that nobody was seen.
        }
    }

    private void observe() throws SQLException, InterruptedException {
        try (Connection observer = access.reader("lock watch")) {
            try (Statement set = observer.createStatement()) {
                set.execute("SET statement_timeout = '1s'");
            }
            while (true) {
                Optional<Integer> pid = due();
                if (pid.isPresent()) {
                    keep(pid.get(), Blockers.of(observer, pid.get()));
                }
                Thread.sleep(pid.isPresent() && attended().compareTo(LONG) > 0 ? BETWEEN.toMillis() : BEAT);
            }
        }
    }

    private synchronized Optional<Integer> due() {
        return backend.filter(pid -> attended().compareTo(GRACE) > 0);
    }

    private synchronized Duration attended() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Who was seen stays seen until the attempt ends: the last look may come when the wait is already over. */
    private synchronized void keep(int pid, Optional<Blockers> found) {
        if (found.isPresent() && backend.filter(attended -> attended == pid).isPresent()) {
            seen = found;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
