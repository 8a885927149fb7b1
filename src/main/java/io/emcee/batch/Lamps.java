package io.emcee.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All signals at one moment.
 *
 * @param look tells this look at the server from the others
 * @param list in the order in which they are shown
 */
public record Lamps(long look, List<Lamp> list) {
    /** Nothing is watched. */
    public static final Lamps NONE = new Lamps(0, List.of());

    public Lamps {
        list = List.copyOf(list);
    }

    /** Judges what was seen. The same signal may be there more than once, such as of several standbys. */
    public static Lamps of(long look, List<Measured> seen, Tuning tuning) {
        return new Lamps(
                look,
                seen.stream().map(one -> one.judge(tuning.limit(one.signal()))).toList());
    }

    /** What the sternest asks for. */
    public Level level() {
        return worst().map(Lamp::level).orElse(Level.GREEN);
    }

    /** The first of the sternest; empty when all are green. */
    public Optional<Lamp> worst() {
        return list.stream()
                .filter(lamp -> lamp.level() != Level.GREEN)
                .min(Comparator.comparing(Lamp::level).reversed());
    }
}
