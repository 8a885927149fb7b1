package io.emcee.backfill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {
    private final Trial trial = new Trial();

    @Test
    void sweepIsKeptWhereRowsStayOnTheirPage() {
        trial.saw(cost(0.96, 10, 100));
        assertEquals(Optional.of("96 % of the rows stay on their page"), trial.reason());
        assertEquals(Order.SWEEP, trial.order());
    }

    @Test
    void cheaperSpreadIsChosenWithItsReason() {
        trial.saw(cost(0, 20, 1200));
        assertEquals(Optional.empty(), trial.reason());
        assertEquals(Order.SPREAD, trial.order());
        trial.saw(cost(0.85, 9, 520));
        assertEquals(Order.SPREAD, trial.order());
        assertEquals(
                Optional.of("85 % of the rows stay on their page at 9 µs and 520 bytes of WAL a row spread,"
                        + " 0 % of the rows stay on their page at 20 µs and 1200 bytes of WAL a row in heap order"),
                trial.reason());
    }

    /** As when the new column is in an index, or an old snapshot keeps the dead rows. */
    @Test
    void spreadThatGainsNothingIsGivenUp() {
        trial.saw(cost(0, 20, 1200));
        trial.saw(cost(0, 12, 800));
        assertEquals(Order.SWEEP, trial.order());
        assertTrue(trial.reason().isPresent());
    }

    @Test
    void fewRowsDecideNothing() {
        trial.saw(new Cost(Trial.ROWS - 1, Trial.ROWS - 1, 0, 1, Duration.ofSeconds(1)));
        assertEquals(Order.SWEEP, trial.order());
        assertEquals(Optional.empty(), trial.reason());
    }

    @Test
    void statementThatChangesAnotherTableSweeps() {
        trial.saw(new Cost(Trial.ROWS, 0, 0, 1, Duration.ofSeconds(1)));
        assertEquals(Optional.of("the statement does not change the rows that are walked"), trial.reason());
    }

    @Test
    void whatComesAfterTheChoiceChangesNothing() {
        trial.saw(cost(0.96, 10, 100));
        trial.saw(cost(0, 100, 10_000));
        assertEquals(Order.SWEEP, trial.order());
    }

    private static Cost cost(double hot, long micros, long wal) {
        long rows = Trial.ROWS;
        return new Cost(rows, rows, Math.round(hot * rows), wal * rows, Duration.ofNanos(micros * 1_000 * rows));
    }
}
