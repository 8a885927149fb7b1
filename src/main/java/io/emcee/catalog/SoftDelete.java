package io.emcee.catalog;

import java.util.Optional;

/**
 * How a table marks the rows that a service regards as deleted: by a flag, by the time of the deletion, or by both. At
 * least one is there.
 */
public record SoftDelete(Optional<Flag> flag, Optional<Time> time) {

    /**
     * The names that such columns have in a revision set.
     *
     * @param flag boolean, or an integer that is not 0 in deleted rows (some services write the row's id there)
     * @param time of the deletion
     */
    public record Names(String flag, String time) {}

    /** The flag's column and type. */
    public record Flag(String column, FlagType type) {}

    /** What a flag is made of. */
    public enum FlagType {
        BOOLEAN,
        INTEGER
    }

    /** The time's column; without a zone its values are taken for UTC, as OpenStack writes them. */
    public record Time(String column, boolean withZone) {}

    public SoftDelete {
        if (flag.isEmpty() && time.isEmpty()) {
            throw new IllegalArgumentException("neither a flag nor a time");
        }
    }

    /** The SQL condition that holds for deleted rows. The flag decides where there is one. */
    public String condition() {
        return flag.map(SoftDelete::condition)
                .orElseGet(() -> Identifier.quote(time.orElseThrow().column()) + " IS NOT NULL");
    }

    private static String condition(Flag flag) {
        return switch (flag.type()) {
            case BOOLEAN -> Identifier.quote(flag.column());
            case INTEGER -> Identifier.quote(flag.column()) + " <> 0";
        };
    }
}
