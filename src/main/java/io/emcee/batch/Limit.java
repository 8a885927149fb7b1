package io.emcee.batch;

import java.util.OptionalLong;

/**
 * From which value on a signal slows a work down, and from which it holds it. Where both are given, {@code slow} is not
 * above {@code hold}.
 *
 * @param slow empty for never
 * @param hold empty for never
 */
public record Limit(OptionalLong slow, OptionalLong hold) {
    /** The signal is shown, and decides nothing. */
    public static final Limit OFF = new Limit(OptionalLong.empty(), OptionalLong.empty());

    public Limit {
        if (slow.orElse(0) < 0 || hold.orElse(0) < 0) {
            throw new IllegalArgumentException("a limit is not below 0");
        }
        if (slow.isPresent() && hold.isPresent() && slow.getAsLong() > hold.getAsLong()) {
            throw new IllegalArgumentException("the limit that slows is above the one that holds");
        }
    }

    public static Limit of(long slow, long hold) {
        return new Limit(OptionalLong.of(slow), OptionalLong.of(hold));
    }

    /** What a value asks for. */
    public Level level(long value) {
        if (hold.isPresent() && value >= hold.getAsLong()) {
            return Level.HOLD;
        }
        return slow.isPresent() && value >= slow.getAsLong() ? Level.SLOW : Level.GREEN;
    }

    /** {@code 10 s / 60 s}; {@code off} when there is none. */
    String words(Signal.Unit unit) {
        if (slow.isEmpty() && hold.isEmpty()) {
            return "off";
        }
        return words(slow, unit) + " / " + words(hold, unit);
    }

    private static String words(OptionalLong value, Signal.Unit unit) {
        return value.isPresent() ? unit.words(value.getAsLong()) : "off";
    }
}
