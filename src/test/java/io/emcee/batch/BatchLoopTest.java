package io.emcee.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchLoopTest {
    private static final AtomicLong LOOKS = new AtomicLong();
    private static final Lamps SLOW = lamps(Level.SLOW);
    private static final Lamps HOLD = lamps(Level.HOLD);

    private final Operator operator = new Operator();
    private final List<Long> told = new ArrayList<>();
    private final List<Going> ways = new ArrayList<>();
    private Lamps lamps = Lamps.NONE;
    private int batches = 3;
    private int done;

    @Test
    void runsBatchesUntilTheLastAndTellsOfEach() throws SQLException {
        assertTrue(run(this::batch));
        assertEquals(3, told.size());
        assertEquals(List.of(Going.FREELY), ways);
    }

    @Test
    void stopsBetweenTwoBatches() throws SQLException {
        assertFalse(run(size -> {
            operator.stop = done == 1;
            return batch(size);
        }));
        assertEquals(2, told.size());
    }

    @Test
    void doesNothingWhenAStopIsWantedFromTheStart() throws SQLException {
        operator.stop = true;
        assertFalse(run(this::batch));
        assertEquals(0, done);
    }

    @Test
    void pausedWorkWaitsBetweenTwoBatchesAndGoesOnWhenItMay() throws SQLException {
        operator.pausedFor = 3;
        assertTrue(run(this::batch));
        assertEquals(List.of(Going.PAUSED, Going.FREELY), ways);
        assertEquals(3, operator.rests.size());
    }

    @Test
    void pausedWorkCanBeStopped() throws SQLException {
        operator.pausedFor = Integer.MAX_VALUE;
        operator.stopAfterRests = 2;
        assertFalse(run(this::batch));
        assertEquals(0, done);
    }

    @Test
    void heldWorkAsksAgainUntilTheSignalLetsItGo() throws SQLException {
        lamps = HOLD;
        operator.atRest = () -> lamps = operator.rests.size() == 4 ? Lamps.NONE : lamps(Level.HOLD);
        assertTrue(run(this::batch));
        assertEquals(List.of(Going.HELD, Going.HELD, Going.HELD, Going.HELD, Going.FREELY), ways);
        assertEquals(4, operator.rests.size());
    }

    @Test
    void slowedWorkHalvesItsBatchAndRestsAfterEach() throws SQLException {
        lamps = SLOW;
        batches = 1_000;
        operator.stopAfterRests = 1;
        assertFalse(run(this::batch));
        assertEquals(List.of(500L), told);
    }

    @Test
    void batchThatHadToYieldIsTriedAgainWithHalfItsSize() throws SQLException {
        List<Integer> sizes = new ArrayList<>();
        assertTrue(run(yielding(2, sizes)));
        assertEquals(List.of(1000, 500, 250), sizes.subList(0, 3));
        assertEquals(3, told.size());
    }

    @Test
    void batchThatYieldsAgainAndAgainEndsTheWork() {
        List<Integer> sizes = new ArrayList<>();
        assertThrows(SQLException.class, () -> run(yielding(6, sizes)));
        assertEquals(6, sizes.size());
    }

    @Test
    void anotherFailureEndsTheWorkAtOnce() {
        assertThrows(
                SQLException.class,
                () -> run(size -> {
                    done++;
                    throw new SQLException("no");
                }));
        assertEquals(1, done);
    }

    private boolean run(Batches work) throws SQLException {
        Watcher watcher = new Watcher() {
            @Override
            public void batch(BatchResult result, int size, Duration took) {
                told.add((long) size);
            }

            @Override
            public void going(Going how, Lamps seen) {
                ways.add(how);
            }
        };
        return new BatchLoop(operator, tuning -> lamps, watcher).run(work, new BatchSize(1000));
    }

    private BatchResult batch(int size) {
        done++;
        return new BatchResult(size, done == batches);
    }

    private Batches yielding(int times, List<Integer> sizes) {
        return new Batches() {
            @Override
            public BatchResult next(int size) throws SQLException {
                sizes.add(size);
                if (sizes.size() <= times) {
                    throw new SQLException("locked");
                }
                return batch(size);
            }

            @Override
            public boolean passes(SQLException failed) {
                return true;
            }
        };
    }

    private static Lamps lamps(Level level) {
        return new Lamps(
                LOOKS.incrementAndGet(), List.of(new Lamp("active", "9", "5 / 8", level, "9 sessions are active")));
    }

    /** Wants what a test says, and counts how often it let time pass. */
    private static final class Operator implements Control {
        private final List<Duration> rests = new ArrayList<>();
        private Runnable atRest = () -> {};
        private boolean stop;
        private int pausedFor;
        private int stopAfterRests = -1;

        @Override
        public Order order() {
            if (stop || rests.size() == stopAfterRests) {
                return Order.STOP;
            }
            return rests.size() < pausedFor ? Order.PAUSE : Order.GO;
        }

        @Override
        public Tuning tuning() {
            return Tuning.DEFAULT;
        }

        @Override
        public void rest(Duration time) {
            rests.add(time);
            atRest.run();
        }
    }
}
