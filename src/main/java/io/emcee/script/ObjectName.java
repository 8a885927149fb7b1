package io.emcee.script;

import java.util.Optional;

/**
 * A name in a statement, as PostgreSQL stores it: a plain one in lower case, a quoted one without its quotes.
 *
 * @param schema when the statement says so; else the search path tells
 */
public record ObjectName(Optional<String> schema, String name) {}
