package io.emcee.catalog;

/**
 * Quotes a value into SQL, by the rules of libpq's {@code PQescapeLiteral}. Only for a place beside SQL of a revision
 * file, where a question mark may be an operator, and for COPY, which takes no parameters; everywhere else values are
 * bound.
 */
public final class Literal {
    private Literal() {}

    /** The value as a text constant, whatever is in it. */
    public static String quote(String value) {
        String doubled = value.replace("'", "''");
        return doubled.contains("\\") ? " E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}
