package io.emcee.script;

import java.util.List;

/**
 * A piece of a revision that is one transaction, or one statement that cannot share any; one row of the history.
 *
 * @param number from 0, in the order of the file
 * @param statements empty for the closing part of a revision that ends with a non-transactional one, and for
 *     placeholders; exactly one when not transactional
 */
public record Part(int number, boolean transactional, List<Statement> statements) {
    public Part {
        statements = List.copyOf(statements);
    }

    /** The statements as one script, each closed by a semicolon. */
    public String sql() {
        StringBuilder script = new StringBuilder();
        statements.forEach(statement -> script.append(statement.sql()).append(";\n"));
        return script.toString();
    }
}
