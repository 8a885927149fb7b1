package io.emcee.purge;

import java.util.List;
import java.util.Map;

/**
 * A root that is deleted and old enough.
 *
 * @param key the values of its primary key
 * @param deletedAt as the table has it
 * @param state whether it may go
 * @param columns the beginnings of all its values, in the table's order; a NULL is missing. Not fit for a terminal: see
 *     {@link Visible}
 */
public record Candidate(List<String> key, String deletedAt, State state, Map<String, String> columns) {
    /** What keeps it. */
    public enum State {
        GOES,
        /** Something below it is live or too young. */
        BLOCKED,
        /** It, or something below it, is held. */
        HELD
    }

    public Candidate {
        key = List.copyOf(key);
    }
}
