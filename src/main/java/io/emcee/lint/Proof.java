package io.emcee.lint;

import java.util.HashSet;
import java.util.Set;

/** Finds the columns that a condition requires to be filled, as PostgreSQL does before it scans for SET NOT NULL. */
final class Proof {
    private Proof() {}

    /** The columns of {@code a IS NOT NULL AND (b IS NOT NULL)}; a piece of another form proves nothing. */
    static Set<String> notNull(Cursor condition) {
        Set<String> columns = new HashSet<>();
        while (!condition.atEnd()) {
            collect(condition.until("AND", "OR"), columns);
            if (condition.skip("OR")) {
                return Set.of();
            }
            condition.skip("AND");
        }
        return columns;
    }

    private static void collect(Cursor piece, Set<String> columns) {
        Cursor whole = new Cursor(piece.rest());
        if (piece.at('(')) {
            Cursor inner = piece.group();
            if (piece.atEnd()) {
                columns.addAll(notNull(inner));
            }
        } else if (whole.rest().size() == 4) {
            whole.next().name().filter(name -> whole.skip("IS", "NOT", "NULL")).ifPresent(columns::add);
        }
    }
}
