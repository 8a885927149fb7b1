package io.emcee.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How fast a long work goes, smoothed over the last seconds, and how evenly. For one thread. */
public final class RateMeter {
    /** So many seconds are remembered. */
    public static final int HISTORY = 60;

    private static final int SMOOTHED = 10;
    private static final int JUDGED = 30;

    /** What cannot be said from the past is guessed: half as fast, or half as fast again. */
    private static final double UNCERTAIN = 0.5;

    /** Rows done at the end of each second, the oldest first. */
    private final Deque<Long> seconds = new ArrayDeque<>(List.of(0L));

    private long second;
    private long rows;
    private double running;

    /**
     * So much is done.
     *
     * @param since the work began; never less than before
     * @param done since then; never less than before
     */
    public void at(Duration since, long done) {
        while (second < since.toSeconds()) {
            seconds.addLast(rows);
            second++;
            if (seconds.size() > HISTORY + 1) {
                seconds.removeFirst();
            }
        }
        rows = done;
        running = since.toNanos() / 1e9;
    }

    /** Rows a second over the last ten seconds; 0 until something can be said. */
    public double rate() {
        int back = Math.min(SMOOTHED, seconds.size() - 1);
        List<Long> known = List.copyOf(seconds);
        long before = known.get(known.size() - 1 - back);
        double time = running - second + back;
        return time <= 0 ? 0 : (rows - before) / time;
    }

    /** Rows of each of the last whole seconds, the oldest first; at most {@link #HISTORY}. */
    public List<Long> history() {
        List<Long> known = List.copyOf(seconds);
        List<Long> each = new ArrayList<>();
        for (int i = 1; i < known.size(); i++) {
            each.add(known.get(i) - known.get(i - 1));
        }
        return each;
    }

    /** How much longer so many rows take; empty while nothing moves. */
    public Optional<TimeLeft> left(long remaining) {
        double rate = rate();
        if (rate <= 0 || remaining < 0) {
            return Optional.empty();
        }
        double spread = Math.min(UNCERTAIN, deviation(rate));
        return Optional.of(
                new TimeLeft(time(remaining / (rate * (1 + spread))), time(remaining / (rate * (1 - spread)))));
    }

    /** By how much the single seconds differ from the rate, as a share of it. */
    private double deviation(double rate) {
        List<Long> each = history();
        List<Long> judged = each.subList(Math.max(0, each.size() - JUDGED), each.size());
        if (judged.size() < 3) {
            return UNCERTAIN;
        }
        double squares = judged.stream()
                .mapToDouble(value -> (value - rate) * (value - rate))
                .average()
                .orElse(0);
        return Math.sqrt(squares) / rate;
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(Math.min(seconds, 1e9) * 1_000));
    }
}
