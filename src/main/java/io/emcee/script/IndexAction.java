package io.emcee.script;

import java.util.Optional;

/**
 * The one index that a statement builds or drops, so that an effect which was never recorded can be looked for. Names
 * are as PostgreSQL stores them: plain ones in lower case, quoted ones without their quotes.
 *
 * @param schema where the index lives, when the statement says so: with the table's name of a CREATE, with the index's
 *     own of a DROP; else the search path tells
 * @param name the index's name
 * @param table the table that is indexed; always present for CREATE, never for DROP
 * @param definition what follows the table's name, as it is written: {@code (tag) WHERE NOT deleted}; empty for DROP
 */
public record IndexAction(Kind kind, Optional<String> schema, String name, Optional<String> table, String definition) {
    /** Whether the index is there afterwards. */
    public enum Kind {
        CREATE,
        DROP
    }
}
