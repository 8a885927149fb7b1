package io.emcee.rehearsal;

import io.emcee.lint.StatementReport;
import java.time.Duration;
import java.util.Optional;

/**
 * A statement that was run on the copy.
 *
 * @param sql its beginning on one line, for people
 * @param line where it begins in its file, from 1; 0 for the batch of a data migration
 * @param linted what the linter says of it
 * @param measured nothing when it failed
 * @param took on tables without rows; of a statement that was watched with the time it was held up
 * @param failure the server's words, on one line
 */
public record RehearsedStatement(
        String sql,
        int line,
        Optional<StatementReport> linted,
        Measurement measured,
        Agreement agreement,
        Duration took,
        Optional<String> failure) {}
