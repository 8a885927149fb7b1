package io.emcee.batch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a long work treats the server and the clients beside it. A value: whoever changes it while the work goes on puts
 * another in its place.
 *
 * @param target how long a batch should take, from {@link #SHORTEST} to {@link #LONGEST}
 * @param limits of each signal
 * @param question the SQL that {@link Signal#QUESTION} asks; empty for none
 */
public record Tuning(Duration target, Map<Signal, Limit> limits, Optional<String> question) {
    public static final Duration SHORTEST = Duration.ofMillis(20);
    public static final Duration LONGEST = Duration.ofMillis(500);

    /**
     * What holds where nothing is configured. Batches of 50 ms are short enough that clients hardly notice them; what
     * has no limit here depends on the server and its clients.
     */
    public static final Tuning DEFAULT = new Tuning(
            Duration.ofMillis(50),
            Map.of(
                    Signal.REPLAY_TIME, Limit.of(10_000, 60_000),
                    Signal.REPLAY_BYTES, Limit.of(256L << 20, 1L << 30),
                    Signal.ARCHIVE, Limit.of(32, 256),
                    Signal.SLOTS, Limit.of(4L << 30, 16L << 30),
                    Signal.WAITING, Limit.of(5, 20)),
            Optional.empty());

    private static final String TARGET = "target_ms";
    private static final String QUESTION = "question_sql";
    private static final String SLOW = "_slow";
    private static final String HOLD = "_hold";

    /** @throws IllegalArgumentException when the target is too short or too long */
    public Tuning {
        if (target.compareTo(SHORTEST) < 0 || target.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a batch may take from " + SHORTEST.toMillis() + " to "
                    + LONGEST.toMillis() + " ms, not " + target.toMillis() + " ms");
        }
        limits = Map.copyOf(limits);
    }

    /** The limit of a signal; {@link Limit#OFF} where none is set. */
    public Limit limit(Signal signal) {
        return limits.getOrDefault(signal, Limit.OFF);
    }

    /** With batches of another length, as near to it as is allowed. */
    public Tuning withTarget(Duration wanted) {
        Duration longer = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
        return new Tuning(longer.compareTo(LONGEST) > 0 ? LONGEST : longer, limits, question);
    }

    /** With batches half as long again. */
    public Tuning longer() {
        return withTarget(Duration.ofMillis(Math.round(target.toMillis() * 0.15) * 10));
    }

    /** With batches two thirds as long. */
    public Tuning shorter() {
        return withTarget(Duration.ofMillis(Math.round(target.toMillis() / 15.0) * 10));
    }

    public Tuning with(Signal signal, Limit limit) {
        Map<Signal, Limit> more = new LinkedHashMap<>(limits);
        more.put(signal, limit);
        return new Tuning(target, more, question);
    }

    public Tuning asking(Optional<String> sql) {
        return new Tuning(target, limits, sql);
    }

    /** As a flat map for JSON: {@code {"target_ms": 50, "replay_time_slow": 10000, "replay_time_hold": 60000, ...}}. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(TARGET, target.toMillis());
        for (Signal signal : Signal.values()) {
            limit(signal).slow().ifPresent(value -> facts.put(signal.word() + SLOW, value));
            limit(signal).hold().ifPresent(value -> facts.put(signal.word() + HOLD, value));
        }
        question.ifPresent(sql -> facts.put(QUESTION, sql));
        return facts;
    }

    /**
     * What {@link #facts} has written. A limit that is missing is off.
     *
     * @throws IllegalArgumentException when the map says something else
     */
    public static Tuning of(Map<String, ?> facts) {
        Map<Signal, Limit> limits = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            OptionalLong slow = number(facts, signal.word() + SLOW);
            OptionalLong hold = number(facts, signal.word() + HOLD);
            if (slow.isPresent() || hold.isPresent()) {
                limits.put(signal, new Limit(slow, hold));
            }
        }
        return new Tuning(
                Duration.ofMillis(number(facts, TARGET).orElse(DEFAULT.target.toMillis())),
                limits,
                Optional.ofNullable(facts.get(QUESTION)).map(String::valueOf));
    }

    private static OptionalLong number(Map<String, ?> facts, String key) {
        Optional<Object> value = Optional.ofNullable(facts.get(key));
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(String.valueOf(value.get())));
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("\"" + key + "\" is no whole number: " + value.get(), notOne);
        }
    }
}
