package io.emcee.catalog;

import java.util.List;

/**
 * A foreign key.
 *
 * @param childColumns that refer to {@code parentColumns}, pair by pair
 * @param indexed whether the child has an index that leads with these columns; without one every deleted parent costs
 *     a scan of the child
 * @param validated false for NOT VALID: older rows may refer to nothing
 */
public record ForeignKey(
        String name,
        QualifiedName child,
        List<String> childColumns,
        QualifiedName parent,
        List<String> parentColumns,
        OnDelete onDelete,
        boolean indexed,
        boolean validated) {

    /** What happens to the children of a deleted parent. */
    public enum OnDelete {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }

    public ForeignKey {
        childColumns = List.copyOf(childColumns);
        parentColumns = List.copyOf(parentColumns);
    }
}
