package io.emcee.lint;

import io.emcee.revision.Revision;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a revision does, statement by statement.
 *
 * @param file for messages
 * @param ofFile findings about the file itself, such as a waiver for an unknown rule
 */
public record RevisionReport(Revision revision, String file, List<StatementReport> statements, List<Finding> ofFile) {
    public RevisionReport {
        statements = List.copyOf(statements);
        ofFile = List.copyOf(ofFile);
    }

    /** All findings, those about the file first. */
    public Stream<Finding> findings() {
        return Stream.concat(ofFile.stream(), statements.stream().flatMap(statement -> statement.findings().stream()));
    }
}
