package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Ages;
import io.emcee.purge.Counts;
import io.emcee.purge.Cutoff;
import io.emcee.purge.PurgeRequest;
import io.emcee.purge.TableReview;
import io.emcee.script.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that may be purged, by an age that moves, and what is known of their rows.
 *
 * @param tables by name
 * @param others how many more have marks, but may not be purged
 * @param now by the server's clock, when the tables were read
 * @param age of the youngest row to go
 * @param ages of the deleted rows, counted
 * @param counts the last ones, perhaps of another age
 */
record PurgeList(
        List<TableReview> tables,
        int others,
        Instant now,
        Duration age,
        Map<QualifiedName, Ages> ages,
        Map<QualifiedName, Counted> counts) {
    /** In days, so that a key goes from one to the next. */
    private static final List<Integer> AGES = List.of(1, 7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730, 1095, 1825);

    /** What was found before a time. */
    record Counted(Cutoff cutoff, Counts counts) {}

    PurgeList {
        tables = List.copyOf(tables);
        ages = Map.copyOf(ages);
        counts = Map.copyOf(counts);
    }

    static PurgeList none() {
        return new PurgeList(List.of(), 0, Instant.EPOCH, PurgeRequest.AGE, Map.of(), Map.of());
    }

    /** Other tables, or the same once more: everything is counted anew. */
    PurgeList read(List<TableReview> all, Instant at) {
        List<TableReview> named = all.stream().filter(TableReview::named).toList();
        return new PurgeList(named, all.size() - named.size(), at, age, Map.of(), counts);
    }

    PurgeList older() {
        return aged(AGES.stream()
                .map(Duration::ofDays)
                .filter(step -> step.compareTo(age) > 0)
                .findFirst()
                .orElse(age));
    }

    PurgeList younger() {
        return aged(AGES.stream()
                .map(Duration::ofDays)
                .filter(step -> step.compareTo(age) < 0)
                .reduce((first, second) -> second)
                .orElse(age));
    }

    PurgeList aged(Duration other) {
        return new PurgeList(tables, others, now, other, ages, counts);
    }

    PurgeList counted(QualifiedName table, Ages days, Counted found) {
        Map<QualifiedName, Ages> allAges = new LinkedHashMap<>(ages);
        allAges.put(table, days);
        Map<QualifiedName, Counted> allCounts = new LinkedHashMap<>(counts);
        allCounts.put(table, found);
        return new PurgeList(tables, others, now, age, allAges, allCounts);
    }

    List<QualifiedName> names() {
        return tables.stream().map(table -> table.table().name()).toList();
    }

    TableReview table(QualifiedName name) {
        return tables.stream()
                .filter(table -> table.table().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Cutoff cutoff() {
        return new Cutoff(now.minus(age), age);
    }

    /** What is guarded is kept for as long as its guard says. */
    Cutoff cutoff(TableReview table) {
        Duration least = table.guard().map(Guard::age).orElse(Duration.ZERO);
        Duration own = least.compareTo(age) > 0 ? least : age;
        return new Cutoff(now.minus(own), own);
    }

    /** Counted where it was, else estimated. */
    Ages ages(TableReview table) {
        Ages counted = ages.get(table.table().name());
        return counted == null ? table.ages() : counted;
    }

    /** The counts of this age; empty while they are not known. */
    Optional<Counts> counts(TableReview table) {
        return Optional.ofNullable(counts.get(table.table().name()))
                .filter(counted -> counted.cutoff().equals(cutoff(table)))
                .map(Counted::counts);
    }

    /** Rows that are deleted and old enough. */
    long candidates(TableReview table) {
        return counts(table)
                .map(Counts::candidates)
                .orElseGet(() -> ages(table).before(cutoff(table).at()));
    }

    /** Bytes that would be free, about. */
    long bytes(TableReview table) {
        return table.bytes(counts(table).map(Counts::eligible).orElseGet(() -> candidates(table)));
    }
}
