package io.emcee.backfill;

import static java.util.stream.Collectors.joining;

import io.emcee.batch.BatchLoop;
import io.emcee.batch.BatchResult;
import io.emcee.batch.BatchSize;
import io.emcee.batch.Control;
import io.emcee.batch.Going;
import io.emcee.batch.Lamps;
import io.emcee.batch.Throttle;
import io.emcee.batch.Watcher;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs one data migration on one connection, from its checkpoint to the point where nothing is pending. The connection
 * is in autocommit before and after, and may write to schema {@code emcee}. For one thread.
 */
public final class Backfill {
    private final Connection connection;
    private final Work work;
    private volatile OptionalLong counted = OptionalLong.empty();

    public Backfill(Connection connection, Work work) {
        this.connection = connection;
        this.work = work;
    }

    /**
     * Walks the table, and walks it again while rows are pending that came in behind a pass.
     *
     * @param size of the first batch
     * @param pacing asked before each batch how to go on
     * @return true when nothing is pending, false when stopped before
     * @throws NotEnding when pass after pass leaves rows pending
     * @throws NoKey when the key's columns do not exist or may repeat
     */
    public boolean run(BatchSize size, Pacing pacing, Listener listener) throws SQLException {
        List<String> types = Key.types(connection, work);
        Checkpoint checkpoint = start();
        listener.reached(checkpoint, Cost.NONE, size.rows());
        Passes passes = new Passes();
        Observed observed = new Observed(listener);
        Walk walk = firstWalk(types, checkpoint);
        while (new BatchLoop(pacing.control(), pacing.throttle(), observed.of(walk)).run(walk, size)) {
            if (pending(1) == 0) {
                return true;
            }
            passes.ended(checkpoint, walk.checkpoint());
            checkpoint = walk.checkpoint();
            walk = laterWalk(types, checkpoint);
        }
        return false;
    }

    private Walk firstWalk(List<String> types, Checkpoint checkpoint) throws SQLException {
        List<Leaf> leaves = Leaf.of(connection, work);
        return checkpoint.position().after().isPresent() || !Leaf.heaps(leaves)
                ? new KeyWalk(connection, work, types, checkpoint)
                : HeapWalk.of(connection, work, leaves, checkpoint);
    }

    /** Most rows are migrated; where the rest is, must be looked for. */
    private Walk laterWalk(List<String> types, Checkpoint checkpoint) throws SQLException {
        List<Leaf> leaves = Leaf.of(connection, work);
        return Leaf.heaps(leaves)
                ? HeapWalk.after(connection, work, leaves, checkpoint)
                : new KeyWalk(connection, work, types, checkpoint);
    }

    /** The exact total, as soon as somebody has counted it. Thread-safe. */
    public void counted(long total) {
        counted = OptionalLong.of(total);
    }

    /** What a batch loop asks before each batch. */
    public record Pacing(Control control, Throttle throttle) {}

    /** Tells how walks go on. */
    private final class Observed {
        private final Listener listener;
        private Cost before = Cost.NONE;
        private boolean chosen;

        Observed(Listener listener) {
            this.listener = listener;
        }

        Watcher of(Walk walk) {
            Cost earlier = before;
            return new Watcher() {
                @Override
                public void batch(BatchResult result, int size, Duration took) {
                    before = earlier.plus(walk.cost());
                    counted.ifPresent(walk::counted);
                    walk.reason().ifPresent(reason -> chose(walk, reason));
                    listener.reached(walk.checkpoint(), before, size);
                }

                @Override
                public void going(Going how, Lamps lamps) {
                    listener.going(how, lamps);
                }
            };
        }

        private void chose(Walk walk, String reason) {
            if (!chosen) {
                chosen = true;
                listener.chose(walk.order(), reason);
            }
        }
    }

    /** Tells a table that clients still write to from a statement that does not do what its pending condition asks. */
    private final class Passes {
        private static final int PATIENCE = 3;

        private long fewest = Long.MAX_VALUE;
        private int vain;

        /** A whole pass that changed nothing was in vain at once; one that did not lower what is pending, after some. */
        void ended(Checkpoint before, Checkpoint after) throws SQLException {
            long pending = pending(Long.MAX_VALUE);
            boolean whole = before.position().atStart();
            vain = pending < fewest || !whole ? 0 : vain + 1;
            fewest = Math.min(fewest, pending);
            if (pending > 0 && whole && (after.rows() == before.rows() || vain == PATIENCE)) {
                throw new NotEnding(work, pending);
            }
        }
    }

    /** The rows that are pending, counted no further than {@code limit}. */
    public long pending(long limit) throws SQLException {
        return pending(connection, work, limit);
    }

    /** The rows of a data migration that are pending, counted no further than {@code limit}; only reads. */
    public static long pending(Connection connection, Work work, long limit) throws SQLException {
        String question = "SELECT count(*) FROM (SELECT FROM " + work.name() + " WHERE (" + work.pending() + ") LIMIT "
                + limit + ") AS pending";
        try (Statement count = connection.createStatement();
                ResultSet row = count.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Makes sure, without changing anything, that the table can be walked by its key and asked what is pending.
     *
     * @throws NoKey when the key's columns do not exist or may repeat
     */
    public static void check(Connection connection, Work work) throws SQLException {
        Key.types(connection, work);
        pending(connection, work, 1);
    }

    /**
     * The rows to migrate in all, exactly, also while a backfill goes on; only reads. Takes as long as reading the table
     * does, and keeps its snapshot for as long.
     */
    public static long total(Connection reader, Work work) throws SQLException {
        return Total.exact(reader, work);
    }

    /** Goes on in the middle of a pass; at the beginning of one what is pending is counted anew. */
    private Checkpoint start() throws SQLException {
        Optional<Checkpoint> kept = Checkpoint.read(connection, work.revision(), work.checksum());
        if (kept.filter(checkpoint -> !checkpoint.position().atStart()).isPresent()) {
            return kept.get();
        }
        Position begin = Position.start(kept.flatMap(old -> old.position().order()));
        Checkpoint counted =
                Total.atOnce(connection, work, begin, kept.map(Checkpoint::rows).orElse(0L));
        counted.write(connection, work.revision(), work.checksum());
        return counted;
    }

    /** {@code "id", "position"}: names for a message. */
    static String names(List<String> columns) {
        return columns.stream().map(column -> "\"" + column + "\"").collect(joining(", "));
    }
}
