package io.emcee.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How a statement waits for its lock: in short attempts with pauses between, since all who come after it wait behind it
 * for as long as it waits. The longest that any client is made to wait is the timeout of an attempt.
 *
 * @param first the timeout of the first attempts, in whole ms, at least 1
 * @param longest the timeout is never raised above this; not below {@code first}
 * @param budget after this time there is one last attempt; zero for a single one
 */
public record LockLadder(Duration first, Duration longest, Duration budget) {
    public static final LockLadder DEFAULT =
            new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofMinutes(10));

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final double JITTER = 0.2;

    /** Short attempts find a gap in most traffic: longer ones only when minutes of them have not, or most of the budget. */
    private static final Duration LONGEST_RUNG = Duration.ofMinutes(2);

    private static final List<Duration> RAISED =
            List.of(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** The timeout of an attempt that begins after this long without success. */
    Duration timeout(Duration waited) {
        Duration rung = shorter(budget.dividedBy(RAISED.size() + 1), LONGEST_RUNG);
        long climbed = rung.isZero() ? 0 : Math.min(waited.dividedBy(rung), RAISED.size());
        Duration raised = climbed == 0 ? first : RAISED.get((int) climbed - 1);
        return longer(first, shorter(raised, highest()));
    }

    /** Nobody waits a large part of the time that was given for all attempts. */
    private Duration highest() {
        return shorter(longest, budget.dividedBy(10));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The pause after an attempt, from 1, before chance lengthens or shortens it. */
    static Duration pause(int attempt) {
        return shorter(SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10)), LONGEST_PAUSE);
    }

    /**
     * Begins with the first attempt at a step.
     *
     * @param fixed the timeout of every attempt, when it is not for the ladder to say; zero for none
     */
    Climb climb(Optional<Duration> fixed, Surroundings surroundings) {
        return new Climb(this, fixed, surroundings);
    }

    /**
     * What a climb depends on.
     *
     * @param nanos the time, as {@link System#nanoTime}
     * @param chance from 0 to below 1
     */
    record Surroundings(LongSupplier nanos, Supplier<Double> chance) {}

    /** The attempts at one step. For one thread. */
    static final class Climb {
        private final LockLadder ladder;
        private final Optional<Duration> fixed;
        private final Surroundings surroundings;
        private final long begin;
        private int attempt = 1;
        private Duration paused = Duration.ZERO;

        private Climb(LockLadder ladder, Optional<Duration> fixed, Surroundings surroundings) {
            this.ladder = ladder;
            this.fixed = fixed;
            this.surroundings = surroundings;
            this.begin = surroundings.nanos().getAsLong();
        }

        /** Which attempt is at hand, from 1. */
        int attempt() {
            return attempt;
        }

        /** Since the first attempt began. */
        Duration waited() {
            return Duration.ofNanos(surroundings.nanos().getAsLong() - begin);
        }

        /** The timeout of the attempt at hand, were it to begin now. */
        Duration timeout() {
            return fixed.orElseGet(() -> ladder.timeout(waited()));
        }

        /**
         * The attempt at hand has failed: how long to pause before the next one, which is at hand from now on.
         *
         * @return empty when there is none
         */
        Optional<Duration> next() {
            Duration left = ladder.budget().minus(spent());
            if (left.isNegative() || left.isZero()) {
                return Optional.empty();
            }
            double jitter = 1 + JITTER * (2 * surroundings.chance().get() - 1);
            Duration pause = Duration.ofNanos(Math.round(pause(attempt).toNanos() * jitter));
            attempt++;
            paused = paused.plus(shorter(pause, left));
            return Optional.of(shorter(pause, left));
        }

        /** Of an attempt without a limit the time is that of its work, which is nobody's patience. */
        private Duration spent() {
            return fixed.filter(Duration::isZero).isPresent() ? paused : waited();
        }
    }
}
