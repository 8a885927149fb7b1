package io.emcee.lint;

import io.emcee.catalog.Identifier;
import java.util.Optional;

/**
 * What a statement calls a table or index, as PostgreSQL reads it.
 *
 * @param schema when the statement says it, and it is not the target's own
 */
public record Name(Optional<String> schema, String name) {
    static Name of(String name) {
        return new Name(Optional.empty(), name);
    }

    /** For people; never steers a terminal. */
    @Override
    public String toString() {
        return schema.map(text -> Identifier.display(text) + ".").orElse("") + Identifier.display(name);
    }
}
