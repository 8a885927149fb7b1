package io.emcee.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final Duration TARGET = Duration.ofMillis(50);

    @Test
    void growsInSmallStepsWhileThereIsTimeToSpare() {
        BatchSize size = new BatchSize(1000);
        size.took(Duration.ofMillis(10), TARGET, size.rows());
        assertEquals(1200, size.rows());
    }

    @Test
    void staysWhenALargerBatchWouldTakeTooLong() {
        BatchSize size = new BatchSize(1000);
        size.took(Duration.ofMillis(45), TARGET, size.rows());
        assertEquals(1000, size.rows());
    }

    @Test
    void shrinksToWhatFitsButNotBelowHalfAtOnce() {
        BatchSize size = new BatchSize(1000);
        size.took(Duration.ofMillis(62), TARGET, size.rows());
        assertEquals(806, size.rows());
        size.took(Duration.ofSeconds(5), TARGET, size.rows());
        assertEquals(403, size.rows());
    }

    @Test
    void settlesAtTheTargetWhateverARowCosts() {
        BatchSize size = new BatchSize(1);
        for (int i = 0; i < 100; i++) {
            size.took(Duration.ofNanos(size.rows() * 40_000L), TARGET, size.rows());
        }
        assertTrue(size.rows() > 1000 && size.rows() <= 1250, size.rows() + " rows");
    }

    @Test
    void staysWhereLittleIsToBeChanged() {
        BatchSize size = new BatchSize(1000);
        size.took(Duration.ofMillis(1), TARGET, 10);
        assertEquals(1000, size.rows());
        size.took(Duration.ofMillis(200), TARGET, 0);
        assertEquals(1000, size.rows());
    }

    @Test
    void isBoundedOnBothSides() {
        BatchSize size = new BatchSize(1);
        size.pressed();
        assertEquals(1, size.rows());
        for (int i = 0; i < 200; i++) {
            size.took(Duration.ZERO, TARGET, size.rows());
        }
        assertEquals(BatchSize.MOST, size.rows());
        assertThrows(IllegalArgumentException.class, () -> new BatchSize(0));
    }
}
