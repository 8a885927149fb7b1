package io.emcee.purge;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/** Hours of the day, perhaps over midnight: the first minute is within, the last is not. */
public record Window(LocalTime from, LocalTime to) {

    /**
     * Reads {@code 22:00-05:00}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Window parse(String text) {
        String[] times = text.strip().split("\\s*-\\s*", -1);
        try {
            if (times.length == 2 && !times[0].equals(times[1])) {
                return new Window(LocalTime.parse(times[0]), LocalTime.parse(times[1]));
            }
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("not two times of day: \"" + text + "\"", wrong);
        }
        throw new IllegalArgumentException("not two times of day: \"" + text + "\"");
    }

    /** Whether a time of day is within. */
    public boolean open(LocalTime time) {
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }

    /** {@code 22:00-05:00}. */
    @Override
    public String toString() {
        return from + "-" + to;
    }
}
