package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.lint.Loss;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A table or column that a contract drops, and that old clients may still write.
 *
 * @param column empty for a whole table
 */
record Dropped(RevisionId revision, QualifiedName table, Optional<String> column) {

    /**
     * What the contracts among some steps drop, in their order. Parts that are no transactions are left out: they cannot
     * take a trap away in the moment in which they drop the column under it.
     *
     * @param schema of the target's tables
     */
    static List<Dropped> of(Collection<Step> steps, String schema) {
        return steps.stream()
                .filter(step -> step.phase() == Phase.CONTRACT && step.kind() == Step.Kind.TRANSACTION)
                .flatMap(step -> of(step, schema).stream())
                .distinct()
                .toList();
    }

    static List<Dropped> of(Step step, String schema) {
        return step.part().statements().stream()
                .flatMap(statement -> Loss.of(statement).stream())
                .map(loss -> new Dropped(
                        step.id(),
                        new QualifiedName(
                                loss.table().schema().orElse(schema),
                                loss.table().name()),
                        loss.column()))
                .toList();
    }

    /** For people: {@code public.images.is_public}. */
    @Override
    public String toString() {
        return table + column.map(name -> "." + Identifier.display(name)).orElse("");
    }
}
