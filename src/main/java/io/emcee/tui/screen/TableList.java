package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Quality;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tables of a schema in the order in which they are shown, and how many soft-deleted rows each has. */
record TableList(Map<QualifiedName, Table> tables, Map<QualifiedName, SoftDeletedCount> counts, Order order) {

    /** By which column the rows are sorted. */
    enum Sort {
        NAME,
        ROWS,
        SIZE,
        DELETED,
        OLDEST;

        /** Its place among the columns, from 0. */
        int column() {
            return List.of(values()).indexOf(this);
        }
    }

    /** A column and a direction. */
    record Order(Sort by, boolean descending) {
        /** The next column, in the direction that shows first what is looked for: large numbers, old rows. */
        Order next() {
            Sort next = List.of(Sort.values()).get((by.column() + 1) % Sort.values().length);
            return new Order(next, next != Sort.NAME && next != Sort.OLDEST);
        }

        Order reversed() {
            return new Order(by, !descending);
        }
    }

    static TableList none() {
        return new TableList(Map.of(), Map.of(), new Order(Sort.NAME, false));
    }

    TableList read(Collection<Table> read, Map<QualifiedName, SoftDeletedCount> estimates) {
        return sorted(read, estimates, order);
    }

    TableList sorted(Order by) {
        return sorted(tables.values(), counts, by);
    }

    TableList counted(QualifiedName table, SoftDeletedCount count) {
        Map<QualifiedName, SoftDeletedCount> known = new HashMap<>(counts);
        known.put(table, count);
        boolean elsewhere = order.by() == Sort.DELETED || order.by() == Sort.OLDEST;
        return elsewhere ? sorted(tables.values(), known, order) : new TableList(tables, Map.copyOf(known), order);
    }

    private static TableList sorted(
            Collection<Table> tables, Map<QualifiedName, SoftDeletedCount> counts, Order order) {
        Map<QualifiedName, Table> sorted = new LinkedHashMap<>();
        tables.stream().sorted(comparator(counts, order)).forEach(table -> sorted.put(table.name(), table));
        return new TableList(sorted, Map.copyOf(counts), order);
    }

    private static Comparator<Table> comparator(Map<QualifiedName, SoftDeletedCount> counts, Order order) {
        Comparator<Table> by = switch (order.by()) {
            case NAME -> Comparator.comparing(table -> table.name().name());
            case ROWS -> Comparator.comparing(table -> table.rows().orElse(-1));
            case SIZE -> Comparator.comparing(Table::bytes);
            case DELETED ->
                Comparator.comparing(table -> Optional.ofNullable(counts.get(table.name()))
                        .map(SoftDeletedCount::rows)
                        .orElse(-1L));
            case OLDEST ->
                Comparator.comparing(table -> Optional.ofNullable(counts.get(table.name()))
                        .flatMap(SoftDeletedCount::oldest)
                        .orElse(Instant.MAX));
        };
        // Where the column leaves a choice, always by name from a to z.
        return (order.descending() ? by.reversed() : by)
                .thenComparing(table -> table.name().name());
    }

    /** In the order in which they are shown. */
    List<QualifiedName> names() {
        return List.copyOf(tables.keySet());
    }

    Table table(QualifiedName name) {
        return Objects.requireNonNull(tables.get(name));
    }

    Optional<SoftDeletedCount> deleted(Table table) {
        return Optional.ofNullable(counts.get(table.name()));
    }

    /** The tables that keep soft-deleted rows; a partition is counted with its root. */
    List<Table> keepers() {
        return tables.values().stream()
                .filter(table -> table.softDelete().isPresent() && table.partition() != Table.Partition.MEMBER)
                .toList();
    }

    /** Those with the most soft-deleted rows, none without any. */
    List<Table> most(int limit) {
        return keepers().stream()
                .filter(table -> rows(table) > 0)
                .sorted(Comparator.comparing(this::rows).reversed())
                .limit(limit)
                .toList();
    }

    private long rows(Table table) {
        return deleted(table).map(SoftDeletedCount::rows).orElse(0L);
    }

    /** {@code ~1,234 soft-deleted rows in 11 tables}. */
    String sum() {
        return sum(" soft-deleted");
    }

    /** {@code ~1,234 rows in 11 tables}, for where it is said which. */
    String shortSum() {
        return sum("");
    }

    private String sum(String kind) {
        List<Table> keepers = keepers();
        long sum = keepers.stream().mapToLong(this::rows).sum();
        boolean exact = keepers.stream()
                .allMatch(table -> deleted(table)
                        .filter(count -> count.quality() == Quality.EXACT)
                        .isPresent());
        return (exact ? "" : "~") + Figures.count(sum) + kind + " " + (sum == 1 ? "row" : "rows") + " in "
                + Figures.plural(keepers.size(), "table");
    }
}
