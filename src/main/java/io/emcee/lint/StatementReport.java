package io.emcee.lint;

import java.util.List;

/**
 * What a statement does.
 *
 * @param sql its beginning on one line, for people
 * @param line where it begins in its file, from 1; 0 for the batch of a data migration
 * @param part from 0, as in {@link io.emcee.script.Part}
 * @param locks those on tables that are there, the strongest of each; none for a table that the revision makes
 * @param work the most that it does to the rows of a table that is there
 */
public record StatementReport(String sql, int line, int part, List<Lock> locks, Work work, List<Finding> findings) {
    public StatementReport {
        locks = List.copyOf(locks);
        findings = List.copyOf(findings);
    }
}
