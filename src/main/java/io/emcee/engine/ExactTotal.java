package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/**
 * Counts the rows of a data migration beside it, on a connection of its own that cannot write. The count's snapshot keeps
 * dead rows from being pruned, so one that takes long is given up, and the estimate stays.
 */
final class ExactTotal implements AutoCloseable {
    private final Access access;
    private final GlobalLock lock;
    private final Work work;
    private final LongConsumer counted;
    private final Thread thread = new Thread(this::count, "emcee count");
    private volatile OptionalInt backend = OptionalInt.empty();

    private ExactTotal(Access access, GlobalLock lock, Work work, LongConsumer counted) {
        this.access = access;
        this.lock = lock;
        this.work = work;
        this.counted = counted;
    }

    /** @param counted told the total once, on another thread; never, when it is not known in time */
    static ExactTotal start(Access access, GlobalLock lock, Work work, LongConsumer counted) {
        ExactTotal total = new ExactTotal(access, lock, work, counted);
        total.thread.setDaemon(true);
        total.thread.start();
        return total;
    }

    private void count() {
        try (Connection reader = access.reader("count")) {
            prepare(reader);
            counted.accept(Backfill.total(reader, work));
        } catch (SQLException | RuntimeException unknown) {
            // The total stays an estimate, and is shown as one.
        } finally {
            backend = OptionalInt.empty();
        }
    }

    private void prepare(Connection reader) throws SQLException {
        try (Statement set = reader.createStatement()) {
            set.execute(
                    "SET statement_timeout = '10s'; SET search_path = " + Session.searchPath(reader, work.schema()));
            try (ResultSet row = set.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                backend = OptionalInt.of(row.getInt(1));
            }
        }
    }

    /** Leaves no session behind. */
    @Override
    public void close() {
        try {
            for (int i = 0; i < 50 && thread.isAlive(); i++) {
                backend.ifPresent(lock::cancel);
                thread.join(100);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
