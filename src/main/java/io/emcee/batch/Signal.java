package io.emcee.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is watched on the server while a long work goes on. A limit is in the signal's own unit. */
public enum Signal {
    /** How long ago the farthest standby had replayed what this server had written, in ms. */
    REPLAY_TIME(Unit.TIME),
    /** What the farthest standby has still to replay. */
    REPLAY_BYTES(Unit.BYTES),
    /** Files of WAL that wait to be archived. */
    ARCHIVE(Unit.COUNT),
    /** The WAL that is kept for the slot farthest behind. */
    SLOTS(Unit.BYTES),
    /** Sessions of clients that do something. */
    ACTIVE(Unit.COUNT),
    /** Sessions of clients that wait for a lock. */
    WAITING(Unit.COUNT),
    /** Autovacuums on the same table. */
    AUTOVACUUM(Unit.COUNT),
    /** WAL written in a second, by all. */
    WAL_RATE(Unit.BYTES),
    /** The answer to the operator's question: a single number. */
    QUESTION(Unit.COUNT);

    /** How a value is measured and written. */
    public enum Unit {
        /** In ms. */
        TIME,
        /** In bytes. */
        BYTES,
        /** Of anything. */
        COUNT;

        /** {@code 350 ms}, {@code 70 s}; {@code 64 MB}; {@code 12}. */
        String words(long value) {
            return switch (this) {
                case TIME -> value < 1_000 ? value + " ms" : scaled(value / 1_000.0) + " s";
                case BYTES -> bytes(value);
                case COUNT -> String.valueOf(value);
            };
        }

        /** In the same units as a configuration. */
        private static String bytes(long value) {
            int unit = 0;
            double amount = value;
            while (amount >= 1_000 && unit < UNITS.size() - 1) {
                amount /= 1_024;
                unit++;
            }
            return scaled(amount) + " " + UNITS.get(unit);
        }

        private static String scaled(double amount) {
            boolean whole = amount >= 10 || amount == Math.rint(amount);
            return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", amount);
        }
    }

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private final Unit unit;

    Signal(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    /** As in a configuration: {@code replay_time}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The signal of a word. */
    public static Optional<Signal> of(String word) {
        return Arrays.stream(values())
                .filter(signal -> signal.word().equals(word))
                .findFirst();
    }
}
