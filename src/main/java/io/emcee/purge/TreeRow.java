package io.emcee.purge;

import io.emcee.catalog.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A row of the tree of one root.
 *
 * @param depth 0 for the root itself
 * @param key the values of its primary key; empty where the table has none
 * @param deletedAt as the table has it; empty for a row that is live, or whose table has no marks
 * @param state what becomes of it
 */
public record TreeRow(int depth, QualifiedName table, List<String> key, Optional<String> deletedAt, State state) {
    /** What becomes of a row when its root is purged. */
    public enum State {
        GOES,
        /** It is live or too young, and keeps its root. */
        BLOCKS,
        HELD
    }

    public TreeRow {
        key = List.copyOf(key);
    }
}
