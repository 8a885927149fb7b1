package io.emcee.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param value the median of the rounds
 * @param rounds the value of each round
 * @param target empty for a peer, which stands there for scale
 */
record Figure(String name, double value, String unit, List<Double> rounds, Optional<Target> target) {
    /** The medians of a measurement, as a peer. */
    static Figure peer(String name, Rounds rounds, String unit) {
        return new Figure(name, rounds.median(name), unit, rounds.all(name), Optional.empty());
    }

    /** The median of values that were measured beside others, as a peer. */
    static Figure peer(String name, List<Double> values, String unit) {
        return new Figure(name, Rounds.median(values), unit, List.copyOf(values), Optional.empty());
    }

    Figure target(Target wanted) {
        return new Figure(name, value, unit, rounds, Optional.of(wanted));
    }

    /** {@code emcee db version    282.1 ms   0.28 of at most 0.30 x glance-manage   holds}. */
    String line() {
        String verdict = target.map(wanted -> wanted.holds(value) ? "holds" : "MISSED").orElse("");
        String compared = target.map(wanted -> wanted.compared(value)).orElse("");
        return String.format(Locale.ROOT, "  %-46s %10.1f %-5s  %-40s %s", name, value, unit, compared, verdict)
                .stripTrailing();
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("median", value);
        facts.put("unit", unit);
        facts.put("rounds", rounds);
        target.ifPresent(wanted -> {
            facts.put("target", wanted.most());
            facts.put("of", wanted.of());
            facts.put("base", wanted.base());
            facts.put("holds", wanted.holds(value));
        });
        return facts;
    }
}
