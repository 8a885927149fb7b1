package io.emcee.batch;

import java.time.Duration;

/**
 * How many rows the next batch walks over, so that it takes about as long as is wanted: it grows in small steps and
 * shrinks in large ones, since a batch that is too long is felt by the clients beside it. For one thread.
 */
public final class BatchSize {
    /** No batch is larger, however fast it is. */
    public static final int MOST = 200_000;

    private static final double GROWTH = 1.2;
    private static final double FALL = 0.5;

    private double rows;

    /** @param first the rows of the first batch, at least 1; more than {@link #MOST} count as so many */
    public BatchSize(int first) {
        if (first < 1) {
            throw new IllegalArgumentException("a batch has at least one row, not " + first);
        }
        this.rows = Math.min(MOST, first);
    }

    /** At least 1. */
    public int rows() {
        return (int) Math.round(rows);
    }

    /**
     * A batch was done in this time where {@code target} was wanted. One that found little to change says nothing of how
     * long a full one of its size would take, and one that found nothing has disturbed nobody.
     */
    void took(Duration time, Duration target, long changed) {
        double factor = target.toNanos() / (double) Math.max(1, time.toNanos());
        if (factor >= GROWTH && changed * 2 >= rows) {
            // At least one row, or a size of 1 would never grow.
            resize(Math.max(rows * GROWTH, rows + 1));
        } else if (factor < 1 && changed > 0) {
            resize(rows * Math.max(FALL, factor));
        }
    }

    /** A batch had to give way, or the server is under pressure. */
    void pressed() {
        resize(rows * FALL);
    }

    private void resize(double wanted) {
        rows = Math.min(MOST, Math.max(1, wanted));
    }
}
