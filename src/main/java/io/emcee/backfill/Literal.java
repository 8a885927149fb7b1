package io.emcee.backfill;

/**
 * Quotes a value into SQL, by the rules of libpq's {@code PQescapeLiteral}. Only for a place beside SQL of a revision
 * file, where a question mark may be an operator and so nothing can be bound; everywhere else values are bound.
 */
final class Literal {
    private Literal() {}

    static String quote(String value) {
        String doubled = value.replace("'", "''");
        return doubled.contains("\\") ? " E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}
