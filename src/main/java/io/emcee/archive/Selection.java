package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rows of an archive are meant: all, or some roots with everything below them. Remembers the keys of the latter. */
final class Selection {
    private final Optional<Map<QualifiedName, Set<List<Optional<String>>>>> kept;

    private Selection(Optional<Map<QualifiedName, Set<List<Optional<String>>>>> kept) {
        this.kept = kept;
    }

    static Selection all() {
        return new Selection(Optional.empty());
    }

    /**
     * The rows with these keys in tables that refer to no other of the archive, and those that refer to them.
     *
     * @throws ArchiveException when the archive has no such root
     */
    static Selection of(RunArchive archive, Collection<String> roots) {
        Growth growth = new Growth(archive, new LinkedHashSet<>(roots));
        growth.grow();
        if (!growth.wanted.isEmpty()) {
            throw new ArchiveException("The archive \"" + archive.folder() + "\" has no root \""
                    + String.join("\", \"", growth.wanted) + "\"; see: emcee archive show");
        }
        return new Selection(Optional.of(growth.kept));
    }

    boolean has(ArchivedTable table, Row row) {
        return kept.map(keys -> keys.getOrDefault(table.name(), Set.of()).contains(row.at(table.places(table.key()))))
                .orElse(true);
    }

    /** Adds rows until none refers to one that was added. */
    private static final class Growth {
        private final RunArchive archive;
        private final Set<String> roots;
        private final Set<String> wanted;
        private final Map<QualifiedName, Set<List<Optional<String>>>> kept = new HashMap<>();
        /** What the kept rows are referred to by. */
        private final Map<Target, Set<List<Optional<String>>>> targets = new HashMap<>();

        private record Target(QualifiedName table, List<String> columns) {}

        Growth(RunArchive archive, Set<String> roots) {
            this.archive = archive;
            this.roots = roots;
            this.wanted = new LinkedHashSet<>(roots);
            for (ArchivedTable table : archive.tables()) {
                kept.put(table.name(), new HashSet<>());
                table.references()
                        .forEach(reference -> targets.put(
                                new Target(reference.parent(), reference.parentColumns()), new HashSet<>()));
            }
        }

        void grow() {
            List<ArchivedTable> order = Order.parentsFirst(archive.tables());
            long before = -1;
            while (size() > before) {
                before = size();
                order.forEach(this::grow);
            }
        }

        private long size() {
            return kept.values().stream().mapToLong(Set::size).sum();
        }

        private void grow(ArchivedTable table) {
            int[] key = table.places(table.key());
            boolean root = table.references().stream().allMatch(this::elsewhere)
                    || table.references().stream()
                            .allMatch(reference ->
                                    elsewhere(reference) || reference.parent().equals(table.name()));
            archive.rows(table, 0, (moment, row) -> {
                boolean chosen = root
                        && key.length == 1
                        && roots.contains(row.at(key).get(0).orElse(""));
                if (chosen) {
                    wanted.remove(row.at(key).get(0).orElse(""));
                }
                if ((chosen || below(table, row)) && kept(table).add(row.at(key))) {
                    targets.forEach((target, values) -> {
                        if (target.table().equals(table.name())) {
                            values.add(row.at(table.places(target.columns())));
                        }
                    });
                }
            });
        }

        private Set<List<Optional<String>>> kept(ArchivedTable table) {
            return kept.computeIfAbsent(table.name(), any -> new HashSet<>());
        }

        private boolean below(ArchivedTable table, Row row) {
            return table.references().stream()
                    .filter(reference -> !elsewhere(reference))
                    .anyMatch(reference -> targets.getOrDefault(
                                    new Target(reference.parent(), reference.parentColumns()), Set.of())
                            .contains(row.at(table.places(reference.columns()))));
        }

        private boolean elsewhere(Reference reference) {
            return archive.table(reference.parent()).isEmpty();
        }
    }
}
