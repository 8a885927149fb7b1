package io.emcee.purge;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.ForeignKey.OnDelete;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes with the rows of a table: every table whose foreign keys lead to it. Immutable.
 *
 * @param root the table at the top
 * @param keys the foreign keys that are followed: all but those that let their rows live (SET NULL, SET DEFAULT)
 * @param released foreign keys whose rows stay and lose what they refer to
 * @param groups the tables, children first; those of a cycle are together, any other is alone
 */
public record Tree(Table root, List<ForeignKey> keys, List<ForeignKey> released, List<List<Table>> groups) {
    /** How often a path may go along the same key, which only a cycle can. */
    private static final int TURNS = 2;

    public Tree {
        keys = List.copyOf(keys);
        released = List.copyOf(released);
        groups = groups.stream().map(List::copyOf).toList();
    }

    static Tree of(Table root, Relations relations) {
        return new Builder(relations).build(root);
    }

    /** Every table, children first. */
    public List<Table> tables() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** The tables below the root, children first. */
    public List<Table> descendants() {
        return tables().stream().filter(table -> !table.equals(root)).toList();
    }

    boolean alone() {
        return keys.isEmpty() && released.isEmpty();
    }

    boolean has(QualifiedName table) {
        return tables().stream().anyMatch(one -> one.name().equals(table));
    }

    Table table(QualifiedName name) {
        return tables().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The keys by which the rows of a table go. */
    List<ForeignKey> of(Table child) {
        return keys.stream().filter(key -> key.child().equals(child.name())).toList();
    }

    /** The keys by which other rows go with those of a table. */
    List<ForeignKey> into(Table parent) {
        return keys.stream().filter(key -> key.parent().equals(parent.name())).toList();
    }

    List<ForeignKey> releasedBy(Table parent) {
        return released.stream()
                .filter(key -> key.parent().equals(parent.name()))
                .toList();
    }

    /** Whether the rows of a table must be known one by one: others refer to them. */
    boolean collected(Table table) {
        return table.equals(root)
                || !into(table).isEmpty()
                || !releasedBy(table).isEmpty();
    }

    /** The ways from the root down to each table, two turns deep into a cycle. */
    List<List<ForeignKey>> paths() {
        List<List<ForeignKey>> paths = new ArrayList<>();
        extend(List.of(), root.name(), paths);
        return paths;
    }

    private void extend(List<ForeignKey> path, QualifiedName end, List<List<ForeignKey>> paths) {
        for (ForeignKey key : keys) {
            if (key.parent().equals(end) && Collections.frequency(path, key) < TURNS) {
                List<ForeignKey> longer = new ArrayList<>(path);
                longer.add(key);
                paths.add(longer);
                extend(longer, key.child(), paths);
            }
        }
    }

    /** Tarjan's strongly connected components, which come out children first. */
    private static final class Builder {
        private final Relations relations;
        private final Map<QualifiedName, Integer> index = new HashMap<>();
        private final Map<QualifiedName, Integer> low = new HashMap<>();
        private final Deque<QualifiedName> stack = new ArrayDeque<>();
        private final Map<ForeignKey, Boolean> keys = new LinkedHashMap<>();
        private final List<List<Table>> groups = new ArrayList<>();

        Builder(Relations relations) {
            this.relations = relations;
        }

        Tree build(Table root) {
            visit(root.name());
            List<ForeignKey> followed = new ArrayList<>();
            List<ForeignKey> released = new ArrayList<>();
            keys.forEach((key, goes) -> (goes ? followed : released).add(key));
            return new Tree(root, followed, released, groups);
        }

        private void visit(QualifiedName table) {
            int number = index.size();
            index.put(table, number);
            int lowest = number;
            stack.push(table);
            for (ForeignKey key : relations.into(table)) {
                boolean goes = key.onDelete() != OnDelete.SET_NULL && key.onDelete() != OnDelete.SET_DEFAULT;
                keys.put(key, goes);
                if (goes && !index.containsKey(key.child())) {
                    visit(key.child());
                }
                if (goes && stack.contains(key.child())) {
                    lowest = Math.min(lowest, low.getOrDefault(key.child(), number(key.child())));
                }
            }
            low.put(table, lowest);
            if (lowest == number) {
                groups.add(component(table));
            }
        }

        private int number(QualifiedName table) {
            return index.getOrDefault(table, 0);
        }

        private List<Table> component(QualifiedName table) {
            List<Table> component = new ArrayList<>();
            Optional<QualifiedName> popped = Optional.empty();
            while (popped.filter(table::equals).isEmpty()) {
                popped = Optional.of(stack.pop());
                component.add(relations.find(popped.get()).orElseThrow());
            }
            return component;
        }
    }
}
