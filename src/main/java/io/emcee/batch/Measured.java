package io.emcee.batch;

import java.util.OptionalLong;

/**
 * A signal as it was seen.
 *
 * @param value in the signal's unit; empty when it could not be asked
 * @param sentence what the value means, and whose it is; why, when it could not be asked
 * @param needed whether the work must not go on without the value
 */
public record Measured(Signal signal, OptionalLong value, String sentence, boolean needed) {
    public static Measured of(Signal signal, long value, String sentence) {
        return new Measured(signal, OptionalLong.of(value), sentence, false);
    }

    /** Something that this server does not say; nothing follows from it. */
    public static Measured unknown(Signal signal, String why) {
        return new Measured(signal, OptionalLong.empty(), why, false);
    }

    /** Something that should have answered; until it does, the work waits. */
    public static Measured failed(Signal signal, String why) {
        return new Measured(signal, OptionalLong.empty(), why, true);
    }

    /** Judges the value by its limit. */
    Lamp judge(Limit limit) {
        Level level = value.isPresent() ? limit.level(value.getAsLong()) : needed ? Level.HOLD : Level.GREEN;
        String words = value.isPresent() ? signal.unit().words(value.getAsLong()) : "?";
        return new Lamp(signal.word(), words, limit.words(signal.unit()), level, sentence);
    }
}
