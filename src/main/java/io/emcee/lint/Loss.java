package io.emcee.lint;

import io.emcee.script.Statement;
import io.emcee.script.Token;
import java.util.List;
import java.util.Optional;

/**
 * What a statement takes away for good.
 *
 * @param column of the table that stays; empty when the whole table goes
 */
public record Loss(Name table, Optional<String> column) {

    /**
     * The tables and columns that a statement drops. None of a statement that is not understood, and none that go with
     * something else, such as a schema or what {@code CASCADE} reaches.
     */
    public static List<Loss> of(Statement statement) {
        try {
            return read(new Cursor(Token.all(statement.sql())));
        } catch (NotUnderstood unknown) {
            return List.of();
        }
    }

    private static List<Loss> read(Cursor cursor) {
        if (cursor.skip("DROP", "TABLE")) {
            cursor.skip("IF", "EXISTS");
            return cursor.names().stream()
                    .map(table -> new Loss(table, Optional.empty()))
                    .toList();
        }
        return cursor.skip("ALTER", "TABLE") ? altered(cursor) : List.of();
    }

    private static List<Loss> altered(Cursor cursor) {
        cursor.skip("IF", "EXISTS");
        cursor.skip("ONLY");
        Name table = cursor.name();
        cursor.skip('*');
        return cursor.list().stream()
                .flatMap(action -> column(action).stream())
                .map(column -> new Loss(table, Optional.of(column)))
                .toList();
    }

    /** {@code DROP [COLUMN] [IF EXISTS] name}. */
    private static Optional<String> column(Cursor action) {
        if (!action.skip("DROP") || action.at("CONSTRAINT")) {
            return Optional.empty();
        }
        action.skip("COLUMN");
        action.skip("IF", "EXISTS");
        return Optional.of(action.identifier());
    }
}
