package io.emcee.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Kahn's algorithm. */
final class TopologicalOrder {
    private TopologicalOrder() {}

    /**
     * Some things, each after what must stand before it, and the least first wherever that leaves a choice. Things that
     * wait for one another in a circle, and what waits for those, are left out.
     *
     * @param before what must stand before a thing; what is not among {@code some} counts as done
     */
    static <T> List<T> of(Set<T> some, Function<T, Stream<T>> before, Comparator<T> least) {
        Map<T, Integer> missing = new HashMap<>();
        Map<T, List<T>> after = new HashMap<>();
        PriorityQueue<T> free = new PriorityQueue<>(least);
        for (T thing : some) {
            List<T> awaited = before.apply(thing).filter(some::contains).toList();
            awaited.forEach(other ->
                    after.computeIfAbsent(other, key -> new ArrayList<>()).add(thing));
            missing.put(thing, awaited.size());
            if (awaited.isEmpty()) {
                free.add(thing);
            }
        }
        List<T> sorted = new ArrayList<>(some.size());
        while (!free.isEmpty()) {
            T next = free.remove();
            sorted.add(next);
            release(after.getOrDefault(next, List.of()), missing, free);
        }
        return sorted;
    }

    private static <T> void release(List<T> waiting, Map<T, Integer> missing, Collection<T> free) {
        for (T thing : waiting) {
            if (missing.merge(thing, -1, Integer::sum) == 0) {
                free.add(thing);
            }
        }
    }
}
