package io.emcee.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchLoopTest {
    private final List<Long> told = new ArrayList<>();
    private int done;

    @Test
    void runsBatchesUntilTheLastAndTellsOfEach() throws SQLException {
        assertTrue(new BatchLoop(7, () -> false, batch -> told.add(batch.changed())).run(this::batch));
        assertEquals(List.of(7L, 7L, 7L), told);
    }

    @Test
    void stopsBetweenTwoBatches() throws SQLException {
        assertFalse(new BatchLoop(7, () -> done == 2, batch -> told.add(batch.changed())).run(this::batch));
        assertEquals(List.of(7L, 7L), told);
    }

    @Test
    void doesNothingWhenAStopIsWantedFromTheStart() throws SQLException {
        assertFalse(new BatchLoop(7, () -> true, batch -> told.add(batch.changed())).run(this::batch));
        assertEquals(0, done);
    }

    @Test
    void batchOfNoRowsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BatchLoop(0, () -> false, batch -> {}));
    }

    private BatchResult batch(int size) {
        done++;
        return new BatchResult(size, done == 3);
    }
}
