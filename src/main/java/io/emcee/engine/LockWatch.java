package io.emcee.engine;

import io.emcee.catalog.Blockers;
import io.emcee.catalog.StatementProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees who blocks a run's backend while it waits for a lock, and how far its statement is. Looks on a connection of its
 * own that cannot write and is never in a transaction; it is opened when there is something to look at. What cannot be
 * seen holds no run up.
 */
final class LockWatch implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(25);

    /** Most statements are done before this, and leave nothing to look at. */
    private static final Duration GRACE = Duration.ofMillis(30);

    /** Whoever waits longer than an attempt does, such as a build of an index, is looked at less often. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Where many come and go, not each of them is news. */
    private static final Duration CROWD = Duration.ofMillis(250);

    private final Access access;
    private final Thread thread = new Thread(this::watch, "emcee lock watch");
    private Optional<Attended> attended = Optional.empty();

    private LockWatch(Access access) {
        this.access = access;
    }

    /** Is told what is seen, on the watching thread; must return at once. */
    interface Listener {
        /** Who blocks the backend; empty when it waits no longer. */
        void waits(Optional<Blockers> seen);

        void goesOn(StatementProgress progress);
    }

    /** Watches nobody yet. */
    static LockWatch start(Access access) {
        LockWatch watch = new LockWatch(access);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** This backend may wait from now on. */
    synchronized void attend(int pid, Listener listener) {
        attended = Optional.of(new Attended(pid, listener));
    }

    /**
     * The backend no longer waits, and its listener is told nothing more. Returns who blocked it when that was last seen;
     * empty when nobody was seen.
     */
    synchronized Optional<Blockers> leave() {
        Optional<Blockers> last = attended.flatMap(backend -> backend.seen);
        attended = Optional.empty();
        return last;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BEAT.toMillis());
                if (due().isPresent()) {
                    watchUntilBlind();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run goes on unseen, and says so; somewhat later there is another try. */
    private void watchUntilBlind() throws InterruptedException {
        try {
            observe();
        } catch (SQLException | RuntimeException blind) {
            Thread.sleep(SECOND.toMillis());
        }
    }

    private void observe() throws SQLException, InterruptedException {
        try (Connection observer = access.reader("lock watch")) {
            try (Statement set = observer.createStatement()) {
                set.execute("SET statement_timeout = '1s'");
            }
            while (true) {
                Optional<Attended> backend = due();
                if (backend.isPresent()) {
                    look(observer, backend.get());
                }
                boolean patient = backend.filter(one -> one.attendedFor(LONG)).isPresent();
                Thread.sleep((patient ? SECOND : BEAT).toMillis());
            }
        }
    }

    private synchronized Optional<Attended> due() {
        return attended.filter(backend -> backend.attendedFor(GRACE));
    }

    private void look(Connection observer, Attended backend) throws SQLException {
        Optional<Blockers> found = Blockers.of(observer, backend.pid);
        Optional<StatementProgress> progress =
                backend.progressDue() ? StatementProgress.of(observer, backend.pid) : Optional.empty();
        synchronized (this) {
            // The last look may come when the wait is already over.
            if (attended.filter(backend::equals).isPresent()) {
                backend.waits(found);
                progress.ifPresent(backend::goesOn);
            }
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

    /** A backend that may wait, and what was seen of it. */
    private static final class Attended {
        private final int pid;
        private final Listener listener;
        private final long since = System.nanoTime();
        private Optional<Blockers> seen = Optional.empty();
        private Optional<Blockers> told = Optional.empty();
        private Optional<StatementProgress> progress = Optional.empty();
        private long lastTold;
        private long lastProgress = since;

        Attended(int pid, Listener listener) {
            this.pid = pid;
            this.listener = listener;
        }

        boolean attendedFor(Duration time) {
            return passed(since, time);
        }

        /** Who was seen stays seen until the attempt ends; told is only what is news. */
        void waits(Optional<Blockers> found) {
            seen = found.or(() -> seen);
            if (news(found)) {
                told = found;
                lastTold = System.nanoTime();
                listener.waits(found);
            }
        }

        private boolean news(Optional<Blockers> found) {
            if (found.isEmpty() || told.isEmpty()) {
                return found.isPresent() || told.isPresent();
            }
            return passed(lastTold, found.get().sameSessions(told.get()) ? SECOND : CROWD);
        }

        boolean progressDue() {
            return passed(lastProgress, SECOND);
        }

        void goesOn(StatementProgress now) {
            lastProgress = System.nanoTime();
            if (progress.filter(now::equals).isEmpty()) {
                progress = Optional.of(now);
                listener.goesOn(now);
            }
        }

        private static boolean passed(long from, Duration time) {
            return System.nanoTime() - from > time.toNanos();
        }
    }
}
