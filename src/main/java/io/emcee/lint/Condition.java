package io.emcee.lint;

import io.emcee.script.Token;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The condition of a CHECK.
 *
 * @param names every name in it, columns among them
 * @param filled the columns without which it never holds, as PostgreSQL finds them before it scans for SET NOT NULL
 */
record Condition(Set<String> names, Set<String> filled) {
    /** Reads a condition to its end. */
    static Condition of(Cursor cursor) {
        Set<String> names = cursor.rest().stream()
                .map(Token::name)
                .flatMap(name -> name.stream())
                .collect(Collectors.toSet());
        return new Condition(names, notNull(cursor));
    }

    /** That a column is filled, and nothing else. */
    static Condition filled(String column) {
        return new Condition(Set.of(column), Set.of(column));
    }

    /** The columns of {@code a IS NOT NULL AND (b IS NOT NULL)}; a piece of another form proves nothing. */
    private static Set<String> notNull(Cursor condition) {
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
