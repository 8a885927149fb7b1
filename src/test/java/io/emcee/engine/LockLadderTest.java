package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ladder, with a clock that only moves when it is moved. */
class LockLadderTest {
    private long now = 1_000_000;
    private double chance = 0.5;

    @Test
    void timeoutIsRaisedOnlyAfterMinutesWithoutSuccess() {
        LockLadder.Climb climb = climb(LockLadder.DEFAULT);
        List<Long> timeouts = new ArrayList<>();
        for (int half = 0; half < 20; half++) {
            timeouts.add(climb.timeout().toMillis());
            pass(Duration.ofSeconds(30));
        }
        assertEquals(
                List.of(
                        100L, 100L, 100L, 100L, 250L, 250L, 250L, 250L, 500L, 500L, 500L, 500L, 1000L, 1000L, 1000L,
                        1000L, 3000L, 3000L, 3000L, 3000L),
                timeouts);
    }

    @Test
    void timeoutIsNeverBelowTheFirstOrAboveTheLongest() {
        LockLadder.Climb climb =
                climb(new LockLadder(Duration.ofMillis(300), Duration.ofMillis(800), LockLadder.DEFAULT.budget()));
        List<Long> timeouts = new ArrayList<>();
        for (int pair = 0; pair < 5; pair++) {
            timeouts.add(climb.timeout().toMillis());
            pass(Duration.ofMinutes(2));
        }
        assertEquals(List.of(300L, 300L, 500L, 800L, 800L), timeouts);
    }

    @Test
    void aShorterBudgetIsClimbedInProportion() {
        Duration minute = Duration.ofMinutes(1);
        assertEquals(
                List.of(100L, 250L, 500L, 1000L, 3000L, 3000L),
                fifths(new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), minute), minute));
        Duration hour = Duration.ofHours(1);
        assertEquals(
                List.of(100L, 3000L),
                fifths(new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), hour), hour)
                        .subList(0, 2));
    }

    @Test
    void noAttemptIsLongerThanATenthOfTheBudgetUnlessTheFirstIs() {
        Duration budget = Duration.ofSeconds(7);
        assertEquals(
                List.of(100L, 250L, 500L, 700L, 700L, 700L),
                fifths(new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), budget), budget));
        LockLadder single = new LockLadder(Duration.ofMillis(400), Duration.ofSeconds(3), Duration.ZERO);
        assertEquals(Duration.ofMillis(400), climb(single).timeout());
    }

    /** The timeouts, in ms, at the beginning and after each fifth of a time. */
    private List<Long> fifths(LockLadder ladder, Duration time) {
        LockLadder.Climb climb = climb(ladder);
        List<Long> timeouts = new ArrayList<>();
        for (int fifth = 0; fifth <= 5; fifth++) {
            timeouts.add(climb.timeout().toMillis());
            pass(time.dividedBy(5));
        }
        return timeouts;
    }

    @Test
    void revisionFixesTheTimeout() {
        LockLadder.Climb climb = LockLadder.DEFAULT.climb(Optional.of(Duration.ofSeconds(7)), surroundings());
        assertEquals(Duration.ofSeconds(7), climb.timeout());
        pass(Duration.ofMinutes(9));
        assertEquals(Duration.ofSeconds(7), climb.timeout());
    }

    @Test
    void workOfHoursIsTriedAgainWhereAnAttemptHasNoLimit() {
        LockLadder.Climb climb = LockLadder.DEFAULT.climb(Optional.of(Duration.ZERO), surroundings());
        int attempts = 1;
        do {
            assertEquals(Duration.ZERO, climb.timeout());
            pass(Duration.ofHours(3));
            attempts++;
        } while (climb.next().isPresent());
        assertEquals(46, attempts);
    }

    @Test
    void pausesDoubleFromHalfASecondToFifteen() {
        LockLadder.Climb climb = climb(LockLadder.DEFAULT);
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 8; attempt++) {
            assertEquals(attempt, climb.attempt());
            pauses.add(climb.next().orElseThrow().toMillis());
        }
        assertEquals(List.of(500L, 1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L, 15_000L), pauses);
        assertEquals(15_000, LockLadder.pause(1_000_000).toMillis());
    }

    @Test
    void chanceMovesAPauseByAFifth() {
        LockLadder.Climb climb = climb(LockLadder.DEFAULT);
        chance = 0;
        assertEquals(Optional.of(Duration.ofMillis(400)), climb.next());
        chance = 1;
        assertEquals(Optional.of(Duration.ofMillis(1200)), climb.next());
    }

    @Test
    void lastAttemptComesWhenTheBudgetIsUsedUp() {
        LockLadder.Climb climb =
                climb(new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(1)));
        pass(Duration.ofMillis(100));
        assertEquals(Optional.of(Duration.ofMillis(500)), climb.next());
        pass(Duration.ofMillis(600));
        assertEquals(Optional.of(Duration.ofMillis(300)), climb.next());
        pass(Duration.ofMillis(400));
        assertEquals(Optional.empty(), climb.next());
        assertEquals(3, climb.attempt());
        assertEquals(Duration.ofMillis(1100), climb.waited());
    }

    @Test
    void noBudgetIsOneAttempt() {
        LockLadder single = new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ZERO);
        assertEquals(Optional.empty(), climb(single).next());
    }

    private LockLadder.Climb climb(LockLadder ladder) {
        return ladder.climb(Optional.empty(), surroundings());
    }

    private LockLadder.Surroundings surroundings() {
        return new LockLadder.Surroundings(() -> now, () -> chance);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
