package io.emcee.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several things in turn, round after round, so that whatever else the machine does falls on all of them
 * alike.
 */
final class Rounds {
    static final int COUNT = Integer.getInteger("bench.rounds", 5);

    private final Map<String, Measurement> measurements = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** Measures once; what it answers is in a unit of its own. */
    interface Measurement {
        double take() throws Exception;
    }

    Rounds add(String name, Measurement measurement) {
        measurements.put(name, measurement);
        values.put(name, new ArrayList<>());
        return this;
    }

    /** One round that does not count, so that files are read and servers warm, then those that do. */
    Rounds run() throws Exception {
        for (int round = 0; round <= COUNT; round++) {
            for (Map.Entry<String, Measurement> each : measurements.entrySet()) {
                double value = each.getValue().take();
                if (round > 0) {
                    values.get(each.getKey()).add(value);
                }
            }
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values of a measurement, in their order. */
    List<Double> all(String name) {
        return List.copyOf(values.get(name));
    }

    double median(String name) {
        return median(all(name));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
