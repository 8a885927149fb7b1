package io.emcee.batch;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs batches until they end or somebody wants to stop. A stop takes effect between two batches, so it waits no longer
 * than one of them lasts.
 *
 * @param size rows to walk over in one batch
 * @param stopWanted asked before each batch, from the thread that runs the loop
 * @param listener told after each batch, when it is committed
 */
public record BatchLoop(int size, BooleanSupplier stopWanted, Consumer<BatchResult> listener) {
    public BatchLoop {
        if (size < 1) {
            throw new IllegalArgumentException("a batch has at least one row, not " + size);
        }
    }

    /** True when the work came to its end, false when it was stopped before. */
    public boolean run(Batches batches) throws SQLException {
        while (!stopWanted.getAsBoolean()) {
            BatchResult result = batches.next(size);
            listener.accept(result);
            if (result.last()) {
                return true;
            }
        }
        return false;
    }
}
