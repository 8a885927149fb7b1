package io.emcee.archive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** In which order rows return. */
final class Order {
    private Order() {}

    /** Each table behind those it refers to, as far as they do not refer to each other. */
    static List<ArchivedTable> parentsFirst(List<ArchivedTable> tables) {
        Set<ArchivedTable> order = new LinkedHashSet<>();
        List<ArchivedTable> left = new ArrayList<>(tables);
        while (!left.isEmpty()) {
            ArchivedTable next = left.stream()
                    .filter(table -> left.stream().noneMatch(other -> !other.equals(table) && refers(table, other)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            order.add(next);
        }
        return List.copyOf(order);
    }

    private static boolean refers(ArchivedTable child, ArchivedTable parent) {
        return child.references().stream()
                .anyMatch(reference -> reference.parent().equals(parent.name()));
    }
}
