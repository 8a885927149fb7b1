package io.emcee.rehearsal;

import io.emcee.engine.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step of the plan as it went on the copy.
 *
 * @param statements those that were run, the last of them perhaps in vain
 * @param failure what failed beside a statement, such as the key of a data migration; on one line
 * @param remarks what the copy, having no rows, cannot tell
 */
public record RehearsedStep(
        Step step, List<RehearsedStatement> statements, Optional<String> failure, List<String> remarks) {
    public RehearsedStep {
        statements = List.copyOf(statements);
        remarks = List.copyOf(remarks);
    }

    /** The first thing that failed, in words. */
    public Optional<String> failed() {
        return Stream.concat(statements.stream().map(RehearsedStatement::failure), Stream.of(failure))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
