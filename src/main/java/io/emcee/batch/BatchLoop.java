package io.emcee.batch;

import io.emcee.batch.Control.Order;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs batches until they end or somebody wants to stop. Before each it asks what the operator wants and how the server
 * is; it pauses, holds and stops between two batches only, where no lock is held and no transaction open. The size of
 * the batches follows the time they take.
 */
public record BatchLoop(Control control, Throttle throttle, Watcher watcher) {
    /** Between two looks while it waits. */
    private static final Duration BEAT = Duration.ofMillis(100);

    private static final int ATTEMPTS = 6;

    /**
     * True when the work came to its end, false when it was stopped before.
     *
     * @param size of the first batch; is what the next one should have afterwards
     */
    public boolean run(Batches batches, BatchSize size) throws SQLException {
        return new Course(batches, size).run();
    }

    /** One work from its beginning to its end or stop. */
    private final class Course {
        private final Batches batches;
        private final BatchSize size;
        private Optional<Going> going = Optional.empty();
        private Lamps lamps = Lamps.NONE;
        private int yielded;

        Course(Batches batches, BatchSize size) {
            this.batches = batches;
            this.size = size;
        }

        boolean run() throws SQLException {
            while (ready()) {
                long begin = System.nanoTime();
                if (next().filter(BatchResult::last).isPresent()) {
                    return true;
                }
                rest(since(begin));
            }
            return false;
        }

        /** Waits as long as the operator or a signal wants it; false when the work should stop. */
        private boolean ready() {
            while (control.order() != Order.STOP) {
                look();
                if (going.filter(Going::waits).isEmpty()) {
                    return true;
                }
                control.rest(BEAT);
            }
            return false;
        }

        private void look() {
            Lamps seen = throttle.ask(control.tuning());
            Optional<Going> now = Optional.of(Going.of(control.order(), seen.level()));
            boolean afresh = seen.look() != lamps.look();
            boolean changed = !now.equals(going);
            lamps = seen;
            going = now;
            if (changed && slowed()) {
                size.pressed();
            }
            if (afresh || changed) {
                watcher.going(now.get(), seen);
            }
        }

        /** Clients write at the same time, so a batch that had to yield to one of them is tried again, and smaller. */
        private Optional<BatchResult> next() throws SQLException {
            int rows = size.rows();
            long begin = System.nanoTime();
            try {
                BatchResult result = batches.next(rows);
                Duration took = since(begin);
                size.took(took, target(), result.changed());
                yielded = 0;
                watcher.batch(result, rows, took);
                return Optional.of(result);
            } catch (SQLException failed) {
                if (++yielded == ATTEMPTS || !batches.passes(failed)) {
                    throw failed;
                }
                size.pressed();
                return Optional.empty();
            }
        }

        private Duration target() {
            Duration target = control.tuning().target();
            return slowed() ? target.dividedBy(2) : target;
        }

        /** A work that is slowed down leaves the server to others for as long as it has used it. */
        private void rest(Duration used) {
            if (slowed()) {
                control.rest(used);
            }
        }

        private boolean slowed() {
            return going.filter(Going.SLOWED::equals).isPresent();
        }

        private static Duration since(long begin) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
