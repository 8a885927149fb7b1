package io.emcee.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A row as it was archived.
 *
 * @param values in PostgreSQL's own text, in the order of the columns; empty for NULL
 */
public record Row(List<Optional<String>> values) {
    public Row {
        values = List.copyOf(values);
    }

    /** The values at some places. */
    List<Optional<String>> at(int[] places) {
        return Arrays.stream(places).mapToObj(values::get).toList();
    }

    /** Characters and a little for each value, to bound what is held at a time. */
    long size() {
        return values.stream()
                .mapToLong(value -> 16 + value.map(String::length).orElse(0))
                .sum();
    }
}
