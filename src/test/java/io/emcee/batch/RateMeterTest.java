package io.emcee.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateMeterTest {
    private final RateMeter meter = new RateMeter();

    @Test
    void saysNothingBeforeAnythingIsDone() {
        meter.at(Duration.ZERO, 0);
        assertEquals(0, meter.rate());
        assertEquals(Optional.empty(), meter.left(100));
        assertEquals(List.of(), meter.history());
    }

    @Test
    void rateIsThatOfTheLastTenSeconds() {
        pass(60, 1000);
        pass(10, 100);
        assertEquals(100, meter.rate(), 1);
    }

    @Test
    void rateIsKnownWithinTheFirstSecond() {
        meter.at(Duration.ofMillis(500), 200);
        assertEquals(400, meter.rate(), 1);
    }

    @Test
    void steadyWorkHasANarrowRangeAndUnsteadyWorkAWideOne() {
        pass(30, 1000);
        TimeLeft steady = meter.left(10_000).orElseThrow();
        assertEquals(10, steady.least().toSeconds());
        assertEquals(10, steady.most().toSeconds());
        for (int i = 0; i < 15; i++) {
            pass(1, 1800);
            pass(1, 200);
        }
        TimeLeft unsteady = meter.left(10_000).orElseThrow();
        assertTrue(unsteady.least().toSeconds() < 8, unsteady::toString);
        assertTrue(unsteady.most().toSeconds() > 15, unsteady::toString);
    }

    @Test
    void workThatStandsStillHasNoEnd() {
        pass(5, 1000);
        pass(11, 0);
        assertEquals(Optional.empty(), meter.left(100));
    }

    @Test
    void historyIsOneValueASecondAndOnlyTheLastMinute() {
        pass(1, 5);
        pass(2, 7);
        assertEquals(List.of(5L, 7L, 7L), meter.history());
        pass(100, 9);
        assertEquals(RateMeter.HISTORY, meter.history().size());
    }

    @Test
    void historyLineShowsTheLatestByTheHighest() {
        assertEquals("\u2581\u2584\u2588", HistoryLine.UNICODE.of(List.of(90L, 0L, 4L, 8L), 3));
        assertEquals("_:#", HistoryLine.ASCII.of(List.of(0L, 3L, 8L), 9));
        assertEquals("__", HistoryLine.ASCII.of(List.of(0L, 0L), 9));
    }

    private int second;
    private long rows;

    private void pass(int seconds, int each) {
        for (int i = 0; i < seconds; i++) {
            rows += each;
            second++;
            meter.at(Duration.ofMillis(second * 1000L - 1), rows);
            meter.at(Duration.ofMillis(second * 1000L), rows);
        }
    }
}
