package io.emcee.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as the catalog knows it.
 *
 * @param rows the statistics' estimate; empty as long as nobody has analyzed the table
 * @param bytes with indexes and TOAST
 * @param sizeQuality whether {@code bytes} was measured or comes from statistics
 * @param softDelete empty when the table keeps no deleted rows
 * @param primaryKey its columns in the key's order; empty when there is none
 */
public record Table(
        QualifiedName name,
        OptionalLong rows,
        long bytes,
        Quality sizeQuality,
        Optional<SoftDelete> softDelete,
        List<Column> primaryKey,
        Partition partition) {

    /** The table's place in a partition tree. */
    public enum Partition {
        NONE,
        /** The table that is written to; its rows and bytes are those of all its partitions. */
        ROOT,
        /** A partition, whose rows and bytes the root counts as well. */
        MEMBER
    }

    public Table {
        primaryKey = List.copyOf(primaryKey);
    }
}
